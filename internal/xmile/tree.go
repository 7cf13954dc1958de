package xmile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"casus/internal/diag"
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

// readTree reads the whole file; nil and a fault where it is no XML.
func readTree(file string, src []byte, list *diag.List) *node {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Entity = map[string]string{} // none but XML's own: nothing can multiply
	place := func() diag.Place {
		line, col := d.InputPos()
		return diag.Place{File: file, Line: line, Col: col}
	}
	var stack []*node
	var root *node
	count := 0
	for {
		at := place()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var syntax *xml.SyntaxError
			message := err.Error()
			if errors.As(err, &syntax) {
				message, at.Line, at.Col = syntax.Msg, syntax.Line, 0
			}
			list.Faultf("xml", at, "this is not XML: %s", message)
			return nil
		}
		switch token := token.(type) {
		case xml.StartElement:
			if count++; count > longest || len(stack) >= deepest {
				list.Faultf("xml", at, "the file has more than %d elements or nests deeper than %d", longest, deepest)
				return nil
			}
			n := &node{name: token.Name.Local, attrs: map[string]string{}, at: at, textAt: place()}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			if len(stack) == 0 {
				root = n
			} else {
				parent := stack[len(stack)-1]
				parent.kids = append(parent.kids, n)
			}
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
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
	if root == nil || root.name != "xmile" {
		list.Faultf("xml", diag.Place{File: file, Line: 1, Col: 1}, "the file is no XMILE: its first element is not <xmile>")
		return nil
	}
	return root
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
