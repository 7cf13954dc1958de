package datafile

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// xlsxBook is an Office Open XML workbook, held as what its sheets show.
type xlsxBook struct{ f *excelize.File }

func openXLSX(path string) (book, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return nil, err
	}
	return xlsxBook{f}, nil
}

// sheet reads raw values, not what formats make of them: 0.123456 stays whole where
// the sheet shows 0.12.
func (b xlsxBook) sheet(name string) (sheet, error) {
	for _, s := range b.f.GetSheetList() {
		if !strings.EqualFold(s, name) {
			continue
		}
		rows, err := b.f.GetRows(s, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		return textSheet(rows), nil
	}
	return nil, fmt.Errorf("there is no sheet %q; there are %s", name, strings.Join(b.f.GetSheetList(), ", "))
}

func (b xlsxBook) named(sheet, name string) (area, bool) {
	var found area
	ok := false
	for _, d := range b.f.GetDefinedName() {
		if !strings.EqualFold(d.Name, name) {
			continue
		}
		_, ref, _ := strings.Cut(d.RefersTo, "!")
		first, last, pair := strings.Cut(ref, ":")
		if !pair {
			last = first
		}
		a := area{}
		var ok1, ok2 bool
		a.row, a.col, ok1 = place(first)
		a.lastRow, a.lastCol, ok2 = place(last)
		if ok1 && ok2 && (!ok || strings.EqualFold(d.Scope, sheet)) { // a sheet's own name comes first
			found, ok = a, true
		}
	}
	return found, ok
}
