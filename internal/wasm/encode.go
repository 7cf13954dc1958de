package wasm

import (
	"encoding/binary"
	"math"
)

// The parts of the binary format that the generator uses, by the names of the
// specification (W3C, WebAssembly Core 2.0, chapter 5).
const (
	typeI32  = 0x7f
	typeF64  = 0x7c
	typeV128 = 0x7b
	typeFunc = 0x60
	noResult = 0x40

	sectionType     = 1
	sectionFunction = 3
	sectionMemory   = 5
	sectionGlobal   = 6
	sectionExport   = 7
	sectionCode     = 10
	sectionData     = 11

	exportFunction = 0
	exportMemory   = 2
)

// bytesOut collects a piece of a module.
type bytesOut struct{ b []byte }

func (o *bytesOut) byte(b ...byte)   { o.b = append(o.b, b...) }
func (o *bytesOut) unsigned(n int)   { o.b = binary.AppendUvarint(o.b, uint64(n)) }
func (o *bytesOut) float(x float64)  { o.bits(math.Float64bits(x)) }
func (o *bytesOut) bits(x uint64)    { o.b = binary.LittleEndian.AppendUint64(o.b, x) }
func (o *bytesOut) vector(b []byte)  { o.unsigned(len(b)); o.byte(b...) }
func (o *bytesOut) name(text string) { o.vector([]byte(text)) }

// signed is LEB128 of a signed number: seven bits a byte, the sign in the last.
func (o *bytesOut) signed(n int32) {
	for {
		low := byte(n & 0x7f)
		n >>= 7
		if n == 0 && low&0x40 == 0 || n == -1 && low&0x40 != 0 {
			o.byte(low)
			return
		}
		o.byte(low | 0x80)
	}
}

// signature is the type of a function.
type signature struct{ params, results string } // bytes of value types

// function is a function under way; its locals follow its params.
type function struct {
	code
	name   string
	typ    signature
	locals []byte
}

// local adds a local of a type and gives its index.
func (f *function) local(typ byte) int {
	f.locals = append(f.locals, typ)
	return len(f.typ.params) + len(f.locals) - 1
}

// module collects functions and data and writes them in the order that the format
// wants.
type module struct {
	functions []*function
	exports   []export
	globals   int // of type i32, starting at 0
	pages     int
	data      []byte
	dataAt    int
}

type export struct {
	name  string
	kind  byte
	index int
}

// add starts a function.
func (m *module) add(name string, typ signature) (*function, int) {
	f := &function{name: name, typ: typ}
	m.functions = append(m.functions, f)
	return f, len(m.functions) - 1
}

// encode writes the module.
func (m *module) encode() []byte {
	out := &bytesOut{b: []byte{0, 'a', 's', 'm', 1, 0, 0, 0}}
	m.types(out)
	section(out, sectionMemory, func(s *bytesOut) {
		s.unsigned(1)
		s.byte(1) // a maximum follows: memory never grows, so views of it stay good
		s.unsigned(m.pages)
		s.unsigned(m.pages)
	})
	section(out, sectionGlobal, func(s *bytesOut) {
		s.unsigned(m.globals)
		for range m.globals {
			s.byte(typeI32, 1, opI32Const, 0, opEnd)
		}
	})
	section(out, sectionExport, func(s *bytesOut) {
		s.unsigned(len(m.exports))
		for _, e := range m.exports {
			s.name(e.name)
			s.byte(e.kind)
			s.unsigned(e.index)
		}
	})
	section(out, sectionCode, func(s *bytesOut) {
		s.unsigned(len(m.functions))
		for _, f := range m.functions {
			s.vector(f.body())
		}
	})
	section(out, sectionData, func(s *bytesOut) {
		s.unsigned(1)
		s.byte(0, opI32Const)
		s.signed(int32(m.dataAt))
		s.byte(opEnd)
		s.vector(m.data)
	})
	m.names(out)
	return out.b
}

// types writes each signature once, then which one each function has.
func (m *module) types(out *bytesOut) {
	index := map[signature]int{}
	var kinds []signature
	var of []int
	for _, f := range m.functions {
		i, ok := index[f.typ]
		if !ok {
			i = len(kinds)
			index[f.typ] = i
			kinds = append(kinds, f.typ)
		}
		of = append(of, i)
	}
	section(out, sectionType, func(s *bytesOut) {
		s.unsigned(len(kinds))
		for _, k := range kinds {
			s.byte(typeFunc)
			s.name(k.params)
			s.name(k.results)
		}
	})
	section(out, sectionFunction, func(s *bytesOut) {
		s.unsigned(len(of))
		for _, i := range of {
			s.unsigned(i)
		}
	})
}

// names writes the functions' names into the custom section that debuggers read.
func (m *module) names(out *bytesOut) {
	var list bytesOut
	list.unsigned(len(m.functions))
	for i, f := range m.functions {
		list.unsigned(i)
		list.name(f.name)
	}
	section(out, 0, func(s *bytesOut) {
		s.name("name")
		s.byte(1)
		s.vector(list.b)
	})
}

func (f *function) body() []byte {
	var out bytesOut
	var runs bytesOut
	count := 0
	for i := 0; i < len(f.locals); {
		j := i
		for j < len(f.locals) && f.locals[j] == f.locals[i] {
			j++
		}
		runs.unsigned(j - i)
		runs.byte(f.locals[i])
		count++
		i = j
	}
	out.unsigned(count)
	out.byte(runs.b...)
	out.byte(f.b...)
	out.byte(opEnd)
	return out.b
}

func section(out *bytesOut, id byte, write func(*bytesOut)) {
	var s bytesOut
	write(&s)
	out.byte(id)
	out.vector(s.b)
}
