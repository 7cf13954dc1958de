package model

// View is one drawing of the model. Both formats' drawings are read into it, as far as
// they say where things stand; their fonts, colours and shapes are not.
type View struct {
	Name  string
	Items []ViewItem
	Links []ViewLink
}

// ViewItem is something with a place: coordinates in pixels, y downwards.
type ViewItem struct {
	ID    int    // by which links know it
	Name  string // of the variable, or the words of a note
	Kind  ItemKind
	X, Y  float64
	Ghost bool // shown here a second time
}

// ItemKind is what an item of a view shows.
type ItemKind int

// The kinds of item.
const (
	ShownVariable ItemKind = iota
	ShownStock
	ShownFlow  // a valve on a pipe, with the name of its flow
	ShownCloud // an end of a pipe outside the model
	ShownNote
)

// ViewLink is an arrow from one item to another, or a pipe from what a flow drains to
// what it fills.
type ViewLink struct {
	From, To int // IDs
	Flow     int // the valve's ID, for a pipe; 0 for an arrow
	Angle    float64
	Polarity string // "+", "-" or ""
}
