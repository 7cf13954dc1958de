package compare

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"casus/internal/runs"
)

// State says how an input of B stands to that of A.
type State string

// The states.
const (
	Same    State = "the same"
	Changed State = "changed"
	Added   State = "only in B"
	Removed State = "only in A"
)

// File is an input in both runs.
type File struct {
	Name  string   `json:"name"`
	State State    `json:"state"`
	Rows  *Rows    `json:"rows,omitempty"` // of a table whose rows have ids
	Diff  []string `json:"diff,omitempty"` // lines, each with its mark: blank, + or -, or @@ for a place
	More  int      `json:"more,omitempty"` // lines of the difference that are not shown
}

// Rows are the ids of a table's rows that differ.
type Rows struct {
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	Changed []string `json:"changed,omitempty"`
}

// mostLines of a difference are shown: whoever needs more has both files.
const mostLines = 400

func files(a, b *runs.Run) ([]File, error) {
	var out []File
	for _, f := range a.Files {
		i := slices.IndexFunc(b.Files, func(g runs.File) bool { return g.Name == f.Name })
		switch {
		case i < 0:
			out = append(out, File{Name: f.Name, State: Removed})
		case b.Files[i].SHA == f.SHA:
			out = append(out, File{Name: f.Name, State: Same})
		default:
			changed := File{Name: f.Name, State: Changed}
			if f.Kept && b.Files[i].Kept {
				if err := changed.tell(a, b); err != nil {
					return nil, err
				}
			}
			out = append(out, changed)
		}
	}
	for _, g := range b.Files {
		if !slices.ContainsFunc(a.Files, func(f runs.File) bool { return f.Name == g.Name }) {
			out = append(out, File{Name: g.Name, State: Added})
		}
	}
	return out, nil
}

// tell says what of the file changed.
func (f *File) tell(a, b *runs.Run) error {
	was, err := a.Input(f.Name)
	if err != nil {
		return err
	}
	is, err := b.Input(f.Name)
	if err != nil {
		return err
	}
	if bytes.IndexByte(was, 0) >= 0 || bytes.IndexByte(is, 0) >= 0 {
		return nil // no text
	}
	if strings.HasSuffix(strings.ToLower(f.Name), ".csv") {
		f.Rows = rows(was, is)
	}
	lines := strings.Split(strings.TrimSuffix(string(diff.Diff("A", was, "B", is)), "\n"), "\n")
	if len(lines) > 3 {
		lines = lines[3:] // the names of both files
	}
	if len(lines) > mostLines {
		f.More, lines = len(lines)-mostLines, lines[:mostLines]
	}
	f.Diff = lines
	return nil
}

// rows compares tables whose first column is "id"; it is nil for others.
func rows(was, is []byte) *Rows {
	a, idsA := table(was)
	b, idsB := table(is)
	if a == nil || b == nil {
		return nil
	}
	r := &Rows{}
	for _, id := range idsA {
		row, there := b[id]
		switch {
		case !there:
			r.Removed = append(r.Removed, id)
		case row != a[id]:
			r.Changed = append(r.Changed, id)
		}
	}
	for _, id := range idsB {
		if _, there := a[id]; !there {
			r.Added = append(r.Added, id)
		}
	}
	return r
}

// table reads rows by their id, as one text each.
func table(src []byte) (byID map[string]string, ids []string) {
	records, err := csv.NewReader(bytes.NewReader(src)).ReadAll()
	if err != nil || len(records) == 0 || records[0][0] != "id" {
		return nil, nil
	}
	byID = map[string]string{}
	for _, r := range records[1:] {
		byID[r[0]] = strings.Join(r, "\x00")
		ids = append(ids, r[0])
	}
	return byID, ids
}
