package mdl

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/internal/diag"
	"casus/internal/model"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenName
	tokenText   // between single quotes
	tokenSymbol // an operator, a bracket or a word between colons
	tokenBad
)

// token is one piece of an equation. Text of a name has quotes and runs of blanks
// folded.
type token struct {
	kind  tokenKind
	text  string
	value float64
	at    diag.Place
}

// symbols with more than one character come before their beginnings.
var symbols = []string{"<->", "<=", ">=", "<>", ":=", "==", "->", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ";", "!", ":"}

// lex takes an equation to pieces. Comments in braces are white space, and so is a
// backslash before a line's end.
func (s *source) lex(text string, offset int) []token {
	text = stripBraces(text)
	var out []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		at := s.place(offset + i)
		switch {
		case unicode.IsSpace(r) || r == '\\' || r == '\ufeff':
			if i += size; r == '\\' && i+1 < len(text) && text[i] == 't' && (text[i+1] == '-' || text[i+1] >= '0' && text[i+1] <= '9') {
				i++ // a tab of TABBED ARRAY, as some write it
			}
		case r >= '0' && r <= '9' || r == '.' && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
			n := numberLength(text[i:])
			v, err := strconv.ParseFloat(text[i:i+n], 64)
			t := token{kind: tokenNumber, text: text[i : i+n], value: v, at: at}
			if err != nil {
				t.kind = tokenBad
			}
			out = append(out, t)
			i += n
		case r == '"':
			n := model.QuotedLength(text[i:])
			out = append(out, token{kind: tokenName, text: unquote(text[i : i+n]), at: at})
			i += n
		case r == '\'':
			n := strings.IndexByte(text[i+1:], '\'')
			if n < 0 {
				out = append(out, token{kind: tokenBad, text: "'", at: at})
				i += size
				continue
			}
			out = append(out, token{kind: tokenText, text: text[i+1 : i+1+n], at: at})
			i += n + 2
		case r == ':':
			if n := wordLength(text[i:]); n > 0 {
				out = append(out, token{kind: tokenSymbol, text: strings.ToUpper(text[i : i+n]), at: at})
				i += n
				continue
			}
			fallthrough
		default:
			if isNameStart(r) {
				n := nameLength(text[i:])
				out = append(out, token{kind: tokenName, text: fold(text[i : i+n]), at: at})
				i += n
				continue
			}
			n := 0
			for _, sym := range symbols {
				if strings.HasPrefix(text[i:], sym) {
					n = len(sym)
					break
				}
			}
			if n == 0 {
				out = append(out, token{kind: tokenBad, text: string(r), at: at})
				i += size
				continue
			}
			out = append(out, token{kind: tokenSymbol, text: text[i : i+n], at: at})
			i += n
		}
	}
	return append(out, token{kind: tokenEnd, text: "the end of the equation", at: s.place(offset + len(strings.TrimRight(text, " \t\r\n")))})
}

func isNameStart(r rune) bool {
	return unicode.IsLetter(r) || r == '_' || r == '$' || r > 127 && !unicode.IsSpace(r)
}

func isNamePart(r rune) bool {
	return isNameStart(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '.' || r == '$' || r == '#' || r == '?' || r == '@'
}

// nameLength is how far a bare name reaches: words with blanks (and line breaks)
// between them, each but the first may begin with a digit.
func nameLength(text string) int {
	end := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isNamePart(r) {
			i += size
			end = i
			continue
		}
		if unicode.IsSpace(r) || r == '\\' && i+1 < len(text) && (text[i+1] == '\n' || text[i+1] == '\r') {
			i += size
			continue
		}
		break
	}
	return end
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
		mark := i
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if from := i; i < len(text) {
			if digits(); i == from {
				i = mark
			}
		} else {
			i = mark
		}
	}
	return i
}

// unquote takes a name out of its quotes: \" is a quote, \\ a backslash, \n and a line
// that goes on after a backslash a blank.
func unquote(quoted string) string {
	inner := strings.TrimSuffix(quoted[1:], `"`)
	inner = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, " ", "\\\n", " ", "\\\r\n", " ").Replace(inner)
	return strings.Join(strings.Fields(inner), " ")
}

// wordLength is the length of a word between colons such as :AND:, or 0.
func wordLength(text string) int {
	end := strings.IndexByte(text[1:], ':')
	if end <= 0 {
		return 0
	}
	for _, r := range text[1 : 1+end] {
		if !unicode.IsLetter(r) && r != ' ' {
			return 0
		}
	}
	return end + 2
}

// fold makes one blank of any run of blanks and line breaks.
func fold(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '\\' }), " ")
}
