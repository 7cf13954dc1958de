package brief

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Read takes the data out of a page that Write made, by this version or by another whose
// data have the same form. Who shows or prints a page that came from elsewhere makes it
// anew from its data: whatever script such a file holds is then never run.
func Read(page []byte) (Data, error) {
	var d Data
	text, err := dataElement(page)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return d, fmt.Errorf("the data of the brief can't be read: %w", err)
	}
	return d, Check(d)
}

// dataElement finds the text of the script element with the id "data".
func dataElement(page []byte) ([]byte, error) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil, errors.New("this is no brief: it holds no data of an examination")
		case html.StartTagToken:
			if t := z.Token(); t.DataAtom == atom.Script && attribute(t, "id") == "data" && z.Next() == html.TextToken {
				return bytes.Clone(z.Raw()), nil
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
