package xmile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/internal/model"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenName
	tokenSymbol // an operator, a bracket, or one of the words of the language
)

// token is one piece of an equation; words of the language are upper case.
type token struct {
	kind   tokenKind
	text   string
	value  float64
	offset int
}

func (t token) describe() string {
	if t.kind == tokenEnd {
		return "the end of the equation"
	}
	return fmt.Sprintf("%q", t.text)
}

// words are names with a meaning of their own, whatever their case.
var words = map[string]bool{"IF": true, "THEN": true, "ELSE": true, "AND": true, "OR": true, "NOT": true, "MOD": true}

var symbols = []string{"<=", ">=", "<>", "//", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ";", ":", "."}

// lex takes the equation to pieces; {comments} are blanks.
func (p *parser) lex() {
	text := p.text
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
		case r == '{':
			end := strings.IndexByte(text[i:], '}')
			if end < 0 {
				end = len(text) - i - 1
			}
			i += end + 1
		case r >= '0' && r <= '9' || r == '.' && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
			n := numberLength(text[i:])
			v, err := strconv.ParseFloat(text[i:i+n], 64)
			p.tokens = append(p.tokens, token{tokenNumber, text[i : i+n], v, i})
			if err != nil {
				p.fault(p.tokens[len(p.tokens)-1], "%q is no number that can be held", text[i:i+n])
			}
			i += n
		case r == '"':
			end := model.QuotedLength(text[i:])
			p.tokens = append(p.tokens, token{tokenName, unquoted(text[i : i+end]), 0, i})
			i += end
		case isNamePart(r):
			n := 0
			for n < len(text)-i {
				q, width := utf8.DecodeRuneInString(text[i+n:])
				if !isNamePart(q) && (q < '0' || q > '9') {
					break
				}
				n += width
			}
			t := token{tokenName, text[i : i+n], 0, i}
			if upper := strings.ToUpper(t.text); words[upper] {
				t.kind, t.text = tokenSymbol, upper
			}
			if last := len(p.tokens) - 1; last >= 0 && t.kind == tokenName && p.tokens[last].kind == tokenName && text[i-1] != '"' {
				// Two names in a row are one written with a blank, as some writers do.
				p.tokens[last].text += " " + t.text
			} else {
				p.tokens = append(p.tokens, t)
			}
			i += n
		default:
			t := token{tokenSymbol, string(r), 0, i}
			for _, s := range symbols {
				if strings.HasPrefix(text[i:], s) {
					t.text = s
					break
				}
			}
			p.tokens = append(p.tokens, t)
			i += len(t.text)
		}
	}
	p.tokens = append(p.tokens, token{kind: tokenEnd, offset: len(strings.TrimRight(text, " \t\r\n"))})
}

func isNamePart(r rune) bool {
	return r == '_' || r == '$' || r == '\'' || r == '\\' || unicode.IsLetter(r) || unicode.IsMark(r) || r > 127 && !unicode.IsSpace(r)
}

func numberLength(text string) int {
	i := 0
	digits := func() {
		for i < len(text) && text[i] >= '0' && text[i] <= '9' {
			i++
		}
	}
	digits()
	if i < len(text) && text[i] == '.' {
		i++
		digits()
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if j < len(text) && (text[j] == '+' || text[j] == '-') {
			j++
		}
		if j < len(text) && text[j] >= '0' && text[j] <= '9' {
			i = j
			digits()
		}
	}
	return i
}
