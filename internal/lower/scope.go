package lower

import (
	"strings"

	"casus/internal/model"
)

// scope says which element each range stands for while one scalar is lowered: those
// of the left-hand side, and those that a reduction runs over, whose names end in
// "!". It is a list that grows at the front; nil is the empty one.
type scope struct {
	parent  *scope
	key     string // model.Key of the range, with "!" inside a reduction
	element string
	rng     *model.Range
}

func (e *scope) bind(name, element string, r *model.Range) *scope {
	return &scope{parent: e, key: model.Key(name), element: element, rng: r}
}

func (e *scope) find(key string) *scope {
	for ; e != nil; e = e.parent {
		if e.key == key {
			return e
		}
	}
	return nil
}

// String tells two environments apart.
func (e *scope) String() string {
	if e == nil {
		return ""
	}
	return e.key + "=" + model.Key(e.element) + ";" + e.parent.String()
}

// marks tells apart the elements that reductions around an expression have reached.
func (e *scope) marks() string {
	if e == nil {
		return ""
	}
	if strings.HasSuffix(e.key, "!") {
		return e.key + "=" + model.Key(e.element) + ";" + e.parent.marks()
	}
	return e.parent.marks()
}
