package brief_test

import (
	"encoding/binary"

	"casus/internal/wasm"
)

// The fixture's module keeps to wasm.Layout, written by hand so that the page's
// side of that contract is tested without the compiler: five parameters a..e, and
// three outputs of the step t, that is a*t/(t+b), c*t and d-e*t.
var handLayout = wasm.Layout{Lanes: 2, ParamsAt: 1024, Params: 5, OutputsAt: 4096, Outputs: 3, SaveEveryAt: 512, MaxRows: 1100, ExportedPages: 1}

// handModule assembles it. Section numbers and opcodes are those of WebAssembly
// 2.0 with SIMD.
func handModule() []byte {
	b := []byte{0, 'a', 's', 'm', 1, 0, 0, 0}
	b = section(b, 1, 2, 0x60, 0, 0, 0x60, 1, 0x7f, 0)      // types: () and (i32)
	b = section(b, 3, 2, 0, 1)                              // setup, advance
	b = section(b, 5, 1, 0, byte(handLayout.ExportedPages)) // memory
	b = section(b, 6, 1, 0x7f, 1, 0x41, 0, 0x0b)            // global 0: the step, i32
	exports := append([]byte{3}, export("memory", 2, 0)...) //
	exports = append(exports, export("setup", 0, 0)...)     //
	exports = append(exports, export("advance", 0, 1)...)   //
	b = section(b, 7, exports...)                           //
	setup := []byte{0, 0x41, 0, 0x24, 0, 0x0b}              // step = 0
	code := append([]byte{2, byte(len(setup))}, setup...)   //
	code = append(code, leb(uint32(len(advance())))...)     //
	return section(b, 10, append(code, advance()...)...)
}

func advance() []byte {
	const (
		n, every, row, t = 0, 1, 2, 3
		mul, div, add    = 0xf2, 0xf3, 0xf0
		sub              = 0xf1
	)
	// Locals: every and row (i32), t (v128).
	f := []byte{2, 2, 0x7f, 1, 0x7b}
	put := func(code ...byte) { f = append(f, code...) }
	simd := func(op byte) { put(0xfd); put(leb(uint32(op))...) }
	param := func(i int) { put(0x41, 0); simd(0); put(4); put(leb(uint32(handLayout.ParamsAt + 16*i))...) }
	store := func(o int) { simd(11); put(4); put(leb(uint32(handLayout.OutputsAt + 16*o))...) }
	put(0x41, 0, 0x28, 2)
	put(leb(uint32(handLayout.SaveEveryAt))...)
	put(0x21, every)
	put(0x03, 0x40)                                            // loop
	put(0x20, n, 0x45, 0x04, 0x40, 0x0f, 0x0b)                 // if n is 0, return
	put(0x23, 0, 0x20, every, 0x70, 0x45, 0x04, 0x40)          // if step % every is 0
	put(0x23, 0, 0x20, every, 0x6e, 0x41, 48, 0x6c, 0x21, row) // row = step / every * 48 bytes
	put(0x23, 0, 0xb8)                                         // t = splat(f64(step))
	simd(0x14)
	put(0x21, t)
	put(0x20, row)
	param(0)
	put(0x20, t)
	simd(mul)
	put(0x20, t)
	param(1)
	simd(add)
	simd(div)
	store(0)
	put(0x20, row)
	param(2)
	put(0x20, t)
	simd(mul)
	store(1)
	put(0x20, row)
	param(3)
	param(4)
	put(0x20, t)
	simd(mul)
	simd(sub)
	store(2)
	put(0x0b)                                     // end if
	put(0x23, 0, 0x41, 1, 0x6a, 0x24, 0)          // step++
	put(0x20, n, 0x41, 1, 0x6b, 0x21, n, 0x0c, 0) // n--, again
	put(0x0b, 0x0b)
	return f
}

func section(b []byte, id byte, content ...byte) []byte {
	b = append(b, id)
	b = append(b, leb(uint32(len(content)))...)
	return append(b, content...)
}

func export(name string, kind, index byte) []byte {
	return append(append([]byte{byte(len(name))}, name...), kind, index)
}

func leb(v uint32) []byte { return binary.AppendUvarint(nil, uint64(v)) }
