package model

import "strings"

// Embedded gives a model whose series of data stand in it as lookups of time, "NAME
// data", for files that have no data of their own, and the data variables whose series
// those are. What reads a series reads its lookup.
func (m *Model) Embedded() (*Model, []*Variable) {
	taken, names := map[string]bool{}, map[string]string{}
	for _, v := range m.Variables {
		taken[Key(v.Name)] = true
	}
	shapes := map[string]Shape{}
	var series []*Variable
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
		return m, nil
	}
	out := *m
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
			c.Kind, c.Table = Auxiliary, nil
		}
		out.Variables = append(out.Variables, &c)
	}
	return out.Fresh(), series
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
