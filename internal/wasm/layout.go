package wasm

// Layout tells a host where a module keeps things, so that Go and the page use
// the same bytes in the same way. Offsets are bytes from the start of memory.
// Every number in member memory is a pair of float64, one for each of the two
// members that a run carries: member lane l of item i stands at offset + 16*i + 8*l.
//
// A host writes Params, writes SaveEvery (u32), calls setup(), then advance(n)
// until the steps wanted have been made. Row r of the outputs holds the values at
// step r*SaveEvery, evaluated from the states at that time, so that N steps with
// the values at their end take advance calls of N+1 steps in all. Item o of row r
// is item r*Outputs+o of the output area. advance never writes past MaxRows rows.
type Layout struct {
	Lanes         int `json:"lanes"` // always 2
	ParamsAt      int `json:"paramsAt"`
	Params        int `json:"params"`
	OutputsAt     int `json:"outputsAt"`
	Outputs       int `json:"outputs"`
	SaveEveryAt   int `json:"saveEveryAt"`
	MaxRows       int `json:"maxRows"`
	ExportedPages int `json:"pages"` // pages of memory, of 65,536 bytes
	// MissedAt is a u32: how many steps of RK45 were as short as they may be and still
	// above its tolerance. setup makes it 0.
	MissedAt int `json:"missedAt"`
}
