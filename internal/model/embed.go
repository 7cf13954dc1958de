package model

import "strings"

// Embedded gives a model whose series of data stand in it as lookups of time, "NAME
// data", for files that have no data of their own, and the data variables whose series
// those are. What reads a series reads its lookup. Unsaid are variables whose equation
// reads, by a keyword of its own, an array of data that is itself defined by an equation:
// they are left as they stand, and mean something else.
func (m *Model) Embedded() (out *Model, series, unsaid []*Variable) {
	taken, names := map[string]bool{}, map[string]string{}
	for _, v := range m.Variables {
		taken[Key(v.Name)] = true
	}
	shapes := map[string]Shape{}
	for _, v := range m.Variables {
		if v.Kind != Data || v.Equation != nil || len(v.Table.X) == 0 {
			continue
		}
		series = append(series, v)
		if key := Key(v.Name); names[key] == "" {
			name := v.Name + " data"
			for taken[Key(name)] {
				name += " 2"
			}
			taken[Key(name)] = true
			names[key], shapes[key] = name, v.Table.Shape
		}
	}
	if len(series) == 0 {
		return m, nil, nil
	}
	e := &embedding{m: m, names: names}
	embedded := *m
	out = &embedded
	out.Variables = nil
	reading := func(e Expr) Expr {
		call, ok := e.(*Call)
		if !ok || len(call.Args) == 0 {
			return e
		}
		ref, ok := call.Args[0].(*Ref)
		key := Key(call.Func)
		if !ok || names[Key(ref.Name)] == "" || !strings.HasPrefix(key, "get data ") && key != "time shift" {
			return e
		}
		at := &Ref{Name: names[Key(ref.Name)], Subscripts: ref.Subscripts, At: ref.At}
		if key == "time shift" {
			later := &Binary{Op: Add, X: &Ref{Name: "Time", At: call.At}, Y: call.Args[1], At: call.At}
			return readAt(at, shapes[Key(ref.Name)], later)
		}
		call.Args[0] = at
		return call
	}
	for _, v := range m.Variables {
		c := *v
		c.Equation, c.Initial = Rebuild(v.Equation, reading), Rebuild(v.Initial, reading)
		if v.Kind == Data && v.Equation == nil && len(v.Table.X) > 0 {
			name := names[Key(v.Name)]
			table := *v.Table
			table.Shape = Continuous
			out.Variables = append(out.Variables, &Variable{Name: name, Subscripts: v.Subscripts, Kind: Lookup, Table: &table, Units: v.Units, Group: v.Group, At: v.At})
			c.Kind, c.Table = Auxiliary, nil
			c.Equation = readAt(&Ref{Name: name, Subscripts: v.Subscripts, At: v.At}, v.Table.Shape, &Ref{Name: "Time", At: v.At})
		} else if v.Kind == Data {
			if c.Equation = e.keyed(v.Table.Shape, c.Equation); e.unsaid {
				unsaid = append(unsaid, v)
			}
			c.Kind, c.Table = Auxiliary, nil
		}
		out.Variables = append(out.Variables, &c)
	}
	return out.Fresh(), series, unsaid
}

// embedding is the rewriting of data equations.
type embedding struct {
	m      *Model
	names  map[string]string // the lookups of series, by key
	unsaid bool
}

// keyed is a data equation that reads its series by its own keyword, as package lower
// does: with :RAW: it is missing where one of them is.
func (e *embedding) keyed(shape Shape, equation Expr) Expr {
	e.unsaid = false
	if shape == Continuous {
		return equation
	}
	var read []Expr
	var through func(Expr) Expr
	through = func(x Expr) Expr {
		ref, ok := x.(*Ref)
		if !ok {
			return x
		}
		if name := e.names[Key(ref.Name)]; name != "" {
			at := readAt(&Ref{Name: name, Subscripts: ref.Subscripts, At: ref.At}, shape, &Ref{Name: "Time", At: ref.At})
			read = append(read, at)
			return at
		}
		v := e.m.Lookup(ref.Name)
		if v == nil || v.Kind != Data {
			return x
		}
		if len(v.Subscripts) > 0 {
			e.unsaid = true
			return x
		}
		return Rebuild(v.Equation, through)
	}
	out := Rebuild(equation, through)
	if shape != Exact {
		return out
	}
	for _, x := range read {
		missing := &Number{Value: Missing, At: x.Place()}
		absent := &Binary{Op: Equal, X: x, Y: missing, At: x.Place()}
		out = &Call{Func: "IF THEN ELSE", Args: []Expr{absent, missing, out}, At: x.Place()}
	}
	return out
}

// readAt is a call that reads a lookup of data at a time, in its shape.
func readAt(table *Ref, shape Shape, time Expr) Expr {
	call := func(function string, args ...Expr) Expr {
		return &Call{Func: function, Args: append([]Expr{table, time}, args...), At: table.At}
	}
	switch shape {
	case Exact:
		return call("GET DATA AT TIME")
	case Ahead:
		return call("GET DATA BETWEEN TIMES", &Number{Value: 1, At: table.At})
	case Stepped:
		return call("GET DATA BETWEEN TIMES", &Number{Value: -1, At: table.At})
	}
	return &Call{Func: table.Name, Subscripts: table.Subscripts, Args: []Expr{time}, At: table.At}
}
