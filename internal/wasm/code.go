package wasm

// Instructions, by the names of the specification.
const (
	opLoop   = 0x03
	opIf     = 0x04
	opElse   = 0x05
	opEnd    = 0x0b
	opBr     = 0x0c
	opBrIf   = 0x0d
	opReturn = 0x0f
	opCall   = 0x10
	opDrop   = 0x1a

	opLocalGet  = 0x20
	opLocalSet  = 0x21
	opLocalTee  = 0x22
	opGlobalGet = 0x23
	opGlobalSet = 0x24

	opI32Load = 0x28
	opF64Load = 0x2b

	opI32Store = 0x36

	opI32Const = 0x41
	opI32Eqz   = 0x45
	opI32Ne    = 0x47
	opI32LtU   = 0x49
	opI32GtU   = 0x4b
	opI32Add   = 0x6a
	opI32Sub   = 0x6b
	opI32Mul   = 0x6c
	opI32DivU  = 0x6e
	opI32RemU  = 0x70
	opI32And   = 0x71
	opI32Shl   = 0x74
	opI32ShrU  = 0x76

	opF64Const   = 0x44
	opF64Eq      = 0x61
	opF64Lt      = 0x63
	opF64Gt      = 0x64
	opF64Le      = 0x65
	opF64Ge      = 0x66
	opF64Add     = 0xa0
	opF64Sub     = 0xa1
	opF64Mul     = 0xa2
	opF64Div     = 0xa3
	opF64Convert = 0xb8 // of an unsigned i32
)

// Vector instructions, after the prefix.
const (
	simdPrefix = 0xfd

	simdLoad       = 0
	simdLoadSplat  = 10 // of 8 bytes, into both lanes
	simdStore      = 11
	simdConst      = 12
	simdSplat      = 20
	simdExtract    = 33
	simdReplace    = 34
	simdEq         = 71
	simdNe         = 72
	simdLt         = 73
	simdLe         = 75
	simdGe         = 76
	simdNot        = 77
	simdAnd        = 78
	simdOr         = 80
	simdXor        = 81
	simdAnyTrue    = 83
	simdBitselect  = 82
	simdNearest    = 148
	simdFloor      = 117
	simdTrunc      = 122
	simdAllTrueI64 = 195
	simdShlI64     = 203
	simdShrI64     = 205
	simdAddI64     = 206
	simdSubI64     = 209
	simdMulI64     = 213
	simdAbs        = 236
	simdNeg        = 237
	simdSqrt       = 239
	simdAdd        = 240
	simdSub        = 241
	simdMul        = 242
	simdDiv        = 243
	simdPseudoMin  = 246
	simdPseudoMax  = 247

	simdExtractI32 = 27
	simdLoadLane   = 87 // of 8 bytes
	simdLoadHalf   = 93 // of 8 bytes, the other lane 0
	simdTruncToI32 = 252
)

// Alignments, as powers of 2.
const (
	alignOf16Bytes = 4
	alignOf8Bytes  = 3
	alignOf4Bytes  = 2
)

// code is the body of a function under way.
type code struct{ bytesOut }

func (c *code) op(ops ...byte)         { c.byte(ops...) }
func (c *code) get(local int)          { c.op(opLocalGet); c.unsigned(local) }
func (c *code) set(local int)          { c.op(opLocalSet); c.unsigned(local) }
func (c *code) tee(local int)          { c.op(opLocalTee); c.unsigned(local) }
func (c *code) getGlobal(global int)   { c.op(opGlobalGet); c.unsigned(global) }
func (c *code) setGlobal(global int)   { c.op(opGlobalSet); c.unsigned(global) }
func (c *code) call(function int)      { c.op(opCall); c.unsigned(function) }
func (c *code) i32(n int)              { c.op(opI32Const); c.signed(int32(n)) }
func (c *code) f64(x float64)          { c.op(opF64Const); c.float(x) }
func (c *code) simd(op int)            { c.op(simdPrefix); c.unsigned(op) }
func (c *code) lane(op int, lane byte) { c.simd(op); c.op(lane) }

// pair is a number in both lanes, given by its bits.
func (c *code) pair(bits uint64) {
	c.simd(simdConst)
	c.bits(bits)
	c.bits(bits)
}

// load replaces an address on the stack by the pair at address + offset.
func (c *code) load(offset int) {
	c.simd(simdLoad)
	c.unsigned(alignOf16Bytes)
	c.unsigned(offset)
}

// touch reads the last pair before an offset from an address in a local: engines that
// have checked the farthest access check none before it.
func (c *code) touch(address, end int) {
	c.get(address)
	c.load(end - bytesPerPair)
	c.op(opDrop)
}

// loadSplat replaces an address by the number there in both lanes.
func (c *code) loadSplat(offset int) {
	c.simd(simdLoadSplat)
	c.unsigned(alignOf8Bytes)
	c.unsigned(offset)
}

// loadHalf replaces an address by the number there in the first lane.
func (c *code) loadHalf(offset int) {
	c.simd(simdLoadHalf)
	c.unsigned(alignOf8Bytes)
	c.unsigned(offset)
}

// loadLane takes an address and a pair, and replaces a lane of it by the number there.
func (c *code) loadLane(offset int, lane byte) {
	c.simd(simdLoadLane)
	c.unsigned(alignOf8Bytes)
	c.unsigned(offset)
	c.op(lane)
}

// store takes an address and a pair from the stack.
func (c *code) store(offset int) {
	c.simd(simdStore)
	c.unsigned(alignOf16Bytes)
	c.unsigned(offset)
}

// loadScalar replaces an address by a number: opI32Load or opF64Load.
func (c *code) loadScalar(op byte, offset int) {
	c.op(op)
	if op == opF64Load {
		c.unsigned(alignOf8Bytes)
	} else {
		c.unsigned(alignOf4Bytes)
	}
	c.unsigned(offset)
}
