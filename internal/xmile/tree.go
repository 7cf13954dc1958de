package xmile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"casus/internal/diag"

	"golang.org/x/net/html/charset"
)

// node is an element of the file: enough of XML to read a model from, with places.
type node struct {
	name   string // without its prefix
	attrs  map[string]string
	text   string // of the element itself, not of those inside
	textAt diag.Place
	at     diag.Place
	kids   []*node
}

// The limits keep a hostile file from filling memory or the stack.
const (
	deepest = 100
	longest = 2_000_000 // elements
)

// all lists the children of a name.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// first is the first child of a name, or nil.
func (n *node) first(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// child is the text of the first child of a name, without blanks around it.
func (n *node) child(name string) (string, diag.Place) {
	if k := n.first(name); k != nil {
		return strings.TrimSpace(k.text), k.textAt
	}
	return "", n.at
}

// readTree reads the whole file; nil and a fault where it is no XML. A variable that is
// not closed before the next one begins is taken as closed there, with a warning: files
// with that slip go about, and what they mean is plain.
func readTree(file string, src []byte, list *diag.List) (*node, map[string]int) {
	t := &treeReader{file: file, list: list, foreign: map[string]int{}}
	root, err := t.read(src, true)
	if err != nil && t.unclosed(err) {
		if again, err := t.read(src, false); err == nil && len(t.warnings) > 0 {
			*list = append(*list, t.warnings...)
			return t.checked(again), t.foreign
		}
	}
	if err != nil {
		at := diag.Place{File: file}
		message := err.Error()
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			message, at.Line = syntax.Msg, syntax.Line
		}
		list.Faultf("xml", at, "this is not XML: %s", message)
		return nil, nil
	}
	return t.checked(root), t.foreign
}

// treeReader is a reading under way.
type treeReader struct {
	file     string
	list     *diag.List
	warnings diag.List
	foreign  map[string]int // elements of a vendor's own, by name
}

func (t *treeReader) unclosed(err error) bool {
	var syntax *xml.SyntaxError
	return errors.As(err, &syntax) && strings.Contains(syntax.Msg, "closed by")
}

func (t *treeReader) checked(root *node) *node {
	if root == nil || root.name != "xmile" {
		if !t.list.HasFaults() {
			t.list.Faultf("xml", diag.Place{File: t.file, Line: 1, Col: 1}, "the file is no XMILE: its first element is not <xmile>")
		}
		return nil
	}
	return root
}

// variableElements stand beside one another and never inside one another.
var variableElements = map[string]bool{"stock": true, "flow": true, "aux": true, "module": true}

func (t *treeReader) read(src []byte, strict bool) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Strict = strict
	d.Entity = map[string]string{} // none but XML's own: nothing can multiply
	d.CharsetReader = charset.NewReaderLabel
	place := func() diag.Place {
		line, col := d.InputPos()
		return diag.Place{File: t.file, Line: line, Col: col}
	}
	var stack []*node
	var root *node
	count := 0
	for {
		at := place()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if count++; count > longest || len(stack) >= deepest {
				t.list.Faultf("xml", at, "the file has more than %d elements or nests deeper than %d", longest, deepest)
				return nil, nil
			}
			if space := token.Name.Space; space != "" && !strings.Contains(space, "docs.oasis-open.org") {
				t.foreign[token.Name.Local]++
			}
			n := &node{name: token.Name.Local, attrs: map[string]string{}, at: at, textAt: place()}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			if last := len(stack) - 1; !strict && last > 0 && variableElements[n.name] && variableElements[stack[last].name] {
				t.warnings.Warnf("xml", stack[last].at, "<%s> is not closed before the next variable", stack[last].name).Hint = "write </" + stack[last].name + "> at its end"
				stack = stack[:last]
			}
			if len(stack) == 0 {
				root = n
			} else {
				parent := stack[len(stack)-1]
				parent.kids = append(parent.kids, n)
			}
			stack = append(stack, n)
		case xml.EndElement:
			if last := len(stack) - 1; strict || last >= 0 && stack[last].name == token.Name.Local {
				stack = stack[:last]
			}
		case xml.CharData:
			if len(stack) > 0 {
				n := stack[len(stack)-1]
				if strings.TrimSpace(n.text) == "" {
					n.text, n.textAt = string(token), leading(at, string(token))
				} else {
					n.text += string(token)
				}
			}
		}
	}
}

// leading is the place of the first character of a text that is not blank.
func leading(at diag.Place, text string) diag.Place {
	return within(at, text, len(text)-len(strings.TrimLeft(text, " \t\r\n")))
}

// within is the place of an offset of a text that starts at a place.
func within(at diag.Place, text string, offset int) diag.Place {
	before := text[:offset]
	if n := strings.Count(before, "\n"); n > 0 {
		at.Line += n
		at.Col = 1
		before = before[strings.LastIndexByte(before, '\n')+1:]
	}
	at.Col += utf8.RuneCountInString(before)
	return at
}
