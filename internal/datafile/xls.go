package datafile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
)

// The records of a BIFF8 workbook that carry cells, of the many that it has
// (Microsoft, [MS-XLS]: Excel Binary File Format, 2.4). Of the Go libraries for this
// format one fails on files of current spreadsheets and another reads negative whole
// numbers as large positive ones, so the cells are read here: that is little work, and
// the container, which is much, is a library's.
const (
	xlsBOF        = 0x0809
	xlsEOF        = 0x000A
	xlsContinue   = 0x003C
	xlsBoundSheet = 0x0085
	xlsSST        = 0x00FC
	xlsLabelSST   = 0x00FD
	xlsLabel      = 0x0204
	xlsNumber     = 0x0203
	xlsRK         = 0x027E
	xlsMulRK      = 0x00BD
	xlsFormula    = 0x0006
	xlsString     = 0x0207
)

// xlsBook is a workbook of Excel 97 to 2003, held whole.
type xlsBook struct {
	names  []string
	sheets []sheet
}

func (b xlsBook) sheet(name string) (sheet, error) {
	for i, n := range b.names {
		if strings.EqualFold(n, name) {
			return b.sheets[i], nil
		}
	}
	return nil, fmt.Errorf("there is no sheet %q; there are %s", name, strings.Join(b.names, ", "))
}

// named finds nothing: names of cells are read from .xlsx files only.
func (xlsBook) named(string, string) (area, bool) { return area{}, false }

// record is one record with those that continue it.
type record struct {
	kind  uint16
	at    int
	parts [][]byte
}

func (r record) data() []byte { return r.parts[0] }

func openXLS(path string) (book, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	container, err := mscfb.New(f)
	if err != nil {
		return nil, fmt.Errorf("this is no Excel 97-2003 workbook: %w", err)
	}
	for entry, err := container.Next(); err == nil; entry, err = container.Next() {
		if entry.Name == "Workbook" {
			stream, err := io.ReadAll(entry)
			if err != nil {
				return nil, err
			}
			return readWorkbook(stream)
		}
	}
	return nil, errors.New("this is no Excel 97-2003 workbook: it has no stream of cells")
}

// records takes a stream to pieces.
func records(stream []byte) []record {
	var out []record
	for at := 0; at+4 <= len(stream); {
		kind := binary.LittleEndian.Uint16(stream[at:])
		n := int(binary.LittleEndian.Uint16(stream[at+2:]))
		if at+4+n > len(stream) {
			break
		}
		data := stream[at+4 : at+4+n]
		if kind == xlsContinue && len(out) > 0 {
			out[len(out)-1].parts = append(out[len(out)-1].parts, data)
		} else {
			out = append(out, record{kind, at, [][]byte{data}})
		}
		at += 4 + n
	}
	return out
}

func readWorkbook(stream []byte) (book, error) {
	all := records(stream)
	var b xlsBook
	var texts []string
	starts := map[int]int{} // offset of a sheet's first record, to its number
	for _, r := range all {
		switch d := r.data(); {
		case r.kind == xlsBoundSheet && len(d) > 8:
			starts[int(binary.LittleEndian.Uint32(d))] = len(b.names)
			b.names = append(b.names, shortString(d[6:]))
		case r.kind == xlsSST:
			texts = sharedStrings(r.parts)
		}
	}
	if len(b.names) == 0 {
		return nil, errors.New("this is no Excel 97-2003 workbook: it names no sheet")
	}
	b.sheets = make([]sheet, len(b.names))
	into := &sheet{} // before the first sheet there are no cells
	var formula func(text string)
	for _, r := range all {
		if i, ok := starts[r.at]; ok && r.kind == xlsBOF {
			into = &b.sheets[i]
		}
		d := r.data()
		if r.kind == xlsString && formula != nil && len(d) > 3 {
			formula(longString(d))
		}
		if len(d) < 6 {
			continue
		}
		row, col := int(binary.LittleEndian.Uint16(d)), int(binary.LittleEndian.Uint16(d[2:]))
		number := func(col int, x float64) { into.put(row, col, cell{number: x, isNumber: true}) }
		switch {
		case r.kind == xlsNumber && len(d) >= 14:
			number(col, math.Float64frombits(binary.LittleEndian.Uint64(d[6:])))
		case r.kind == xlsRK && len(d) >= 10:
			number(col, rk(binary.LittleEndian.Uint32(d[6:])))
		case r.kind == xlsMulRK:
			for i := 4; i+6 <= len(d)-2; i += 6 {
				number(col+(i-4)/6, rk(binary.LittleEndian.Uint32(d[i+2:])))
			}
		case r.kind == xlsLabelSST && len(d) >= 10:
			if i := int(binary.LittleEndian.Uint32(d[6:])); i < len(texts) {
				into.put(row, col, textCell(texts[i]))
			}
		case r.kind == xlsLabel && len(d) > 9:
			into.put(row, col, textCell(longString(d[6:])))
		case r.kind == xlsFormula && len(d) >= 14:
			if binary.LittleEndian.Uint16(d[12:]) != 0xFFFF {
				number(col, math.Float64frombits(binary.LittleEndian.Uint64(d[6:])))
			} else {
				sheet := into
				formula = func(text string) { sheet.put(row, col, textCell(text)) }
			}
		}
	}
	return b, nil
}

func (s *sheet) put(row, col int, c cell) {
	for len(*s) <= row {
		*s = append(*s, nil)
	}
	for len((*s)[row]) <= col {
		(*s)[row] = append((*s)[row], cell{})
	}
	(*s)[row][col] = c
}

// rk is a number in 30 bits: the upper ones of a float64 or a signed whole number, and
// a hundredth of it where the lowest bit says so.
func rk(v uint32) float64 {
	var x float64
	if v&2 != 0 {
		x = float64(int32(v) >> 2)
	} else {
		x = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		x /= 100
	}
	return x
}

// shortString is a string whose length is one byte.
func shortString(d []byte) string {
	if len(d) < 2 {
		return ""
	}
	text, _ := characters(d[2:], int(d[0]), d[1]&1 != 0)
	return text
}

// longString is a string whose length is two bytes.
func longString(d []byte) string {
	if len(d) < 3 {
		return ""
	}
	text, _ := characters(d[3:], int(binary.LittleEndian.Uint16(d)), d[2]&1 != 0)
	return text
}

// characters reads as many as there are, and gives how many were there.
func characters(d []byte, n int, wide bool) (string, int) {
	if !wide {
		n = min(n, len(d))
		runes := make([]rune, n)
		for i := range n {
			runes[i] = rune(d[i])
		}
		return string(runes), n
	}
	n = min(n, len(d)/2)
	units := make([]uint16, n)
	for i := range n {
		units[i] = binary.LittleEndian.Uint16(d[2*i:])
	}
	return string(utf16.Decode(units)), n
}

// sharedStrings reads the table of strings, which may be cut anywhere between
// characters; what goes on in the next part starts with a byte that says how wide its
// characters are.
func sharedStrings(parts [][]byte) []string {
	var out []string
	part, at := 0, 8
	next := func(n int) []byte { // n bytes that are not cut
		for part < len(parts) && at >= len(parts[part]) {
			part, at = part+1, 0
		}
		if part >= len(parts) || at+n > len(parts[part]) {
			part = len(parts)
			return make([]byte, n)
		}
		at += n
		return parts[part][at-n : at]
	}
	if len(parts[0]) < 8 {
		return nil
	}
	count := int(binary.LittleEndian.Uint32(parts[0][4:]))
	for len(out) < count && part < len(parts) {
		n := int(binary.LittleEndian.Uint16(next(2)))
		flags := next(1)[0]
		runs, extra := 0, 0
		if flags&8 != 0 {
			runs = int(binary.LittleEndian.Uint16(next(2)))
		}
		if flags&4 != 0 {
			extra = int(binary.LittleEndian.Uint32(next(4)))
		}
		wide := flags&1 != 0
		text := ""
		for n > 0 && part < len(parts) {
			if at >= len(parts[part]) {
				if part, at = part+1, 0; part >= len(parts) || len(parts[part]) == 0 {
					break
				}
				wide = parts[part][0]&1 != 0
				at = 1
			}
			piece, got := characters(parts[part][at:], n, wide)
			if got == 0 {
				break
			}
			text += piece
			n -= got
			if at += got; wide {
				at += got
			}
		}
		for skip := 4*runs + extra; skip > 0 && part < len(parts); {
			here := min(skip, len(parts[part])-at)
			skip, at = skip-here, at+here
			if skip > 0 {
				part, at = part+1, 0
			}
		}
		out = append(out, text)
	}
	return out
}
