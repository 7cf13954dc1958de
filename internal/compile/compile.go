// Package compile takes a model file to a program that can run: read, checked,
// lowered and optimised, with every diagnostic on the way. It joins the stages
// and adds nothing of its own.
package compile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/datafile"
	"casus/internal/diag"
	"casus/internal/lower"
	"casus/internal/mdl"
	"casus/internal/model"
	"casus/internal/program"
	"casus/internal/units"
	"casus/internal/xmile"
)

// Compiled is a model in its three forms.
type Compiled struct {
	Model   *model.Model
	Program *program.Program // nil when the list has faults that forbid running
	// Factors are the constants that Varied added, by the key of their lookup's name.
	Factors map[string]string
	Faults  diag.List // what forbids running
	Units   diag.List // unit faults and warnings, which do not
}

// All lists every diagnostic in the order of the file.
func (c *Compiled) All() diag.List {
	all := append(append(diag.List{}, c.Faults...), c.Units...)
	all.Sort()
	return all
}

// formats reads each kind of file by its ending.
var formats = map[string]func(file string, src []byte) (*model.Model, diag.List){
	".mdl": mdl.Parse, ".xmile": xmile.Parse, ".stmx": xmile.Parse, ".itmx": xmile.Parse,
}

// IsModel reports whether a file has the ending of a format that is read.
func IsModel(path string) bool { return formats[strings.ToLower(filepath.Ext(path))] != nil }

// File reads and compiles a model file. The error is for a file that can't be
// read at all; what is wrong inside it comes as diagnostics.
//
// Data are files with the series of the model's data variables, as Fill takes them.
func File(path string, data ...string) (*Compiled, error) { return Varied(path, nil, data...) }

// Varied is File for a model of which some lookups are to be varied: each gets a constant
// that what it gives is multiplied by (Factor of package model). Names that are no
// lookups are passed over.
func Varied(path string, lookups []string, data ...string) (*Compiled, error) {
	read, ok := formats[strings.ToLower(filepath.Ext(path))]
	if !ok {
		return nil, fmt.Errorf("%s: models are Vensim's (.mdl) or XMILE (.xmile, .stmx, .itmx), not %q files", path, filepath.Ext(path))
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &Compiled{Factors: map[string]string{}}
	c.Model, c.Faults = read(path, src)
	broken := c.Faults.HasFaults()
	if broken && len(c.Model.Variables) == 0 {
		c.Faults.Quote(path, src)
		return c, nil // nothing was understood: what is missing besides is no news
	}
	for _, name := range lookups {
		factor, err := c.Model.Factor(name)
		if err != nil {
			return nil, err
		}
		if factor != "" {
			c.Factors[model.Key(name)] = factor
		}
	}
	filled := datafile.Fill(c.Model, data)
	broken = broken || filled.HasFaults()
	c.Faults = append(c.Faults, filled...)
	p, faults := lower.Lower(c.Model)
	if broken {
		// What could not be read leaves ranges empty and equations without units: what
		// follows from that alone would hide the faults that are there.
		faults = slices.DeleteFunc(faults, func(d diag.Diagnostic) bool { return d.Code == "subscript" })
	} else {
		c.Units = units.Check(c.Model)
	}
	c.Faults = append(c.Faults, faults...)
	c.Faults.Quote(path, src)
	c.Units.Quote(path, src)
	c.Faults.Sort()
	if !c.Faults.HasFaults() {
		program.Optimise(p)
		c.Program = p
	}
	return c, nil
}
