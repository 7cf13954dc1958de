package engine

import (
	"encoding/binary"
	"math"

	"casus/internal/program"
)

// Rows are the saved outputs of one member. They read the module's memory, so they
// are valid only until the visit that got them returns.
type Rows struct {
	instance *instance
	at       int // address of the first output's lane
	stride   int // bytes from one output to the next
	outputs  int
	every    int   // steps between rows
	steps    []int // of the rows where they are not regular, nil where they are
	count    int
	time     program.Time
}

func (e *Engine) rows(i *instance, lane int, b *Batch) Rows {
	r := Rows{instance: i, at: e.outputs + 8*lane, stride: 8 * e.lanes, outputs: len(e.program.Outputs), every: b.SaveEvery,
		steps: b.saved, count: b.Steps/b.SaveEvery + 1, time: e.program.Time}
	if r.steps != nil {
		r.count = len(r.steps)
	}
	return r
}

// Len is the number of rows.
func (r Rows) Len() int { return r.count }

// At is an output's value at a row; outputs count as in the program.
func (r Rows) At(row, output int) float64 {
	if r.steps != nil {
		row = r.steps[row]
	}
	return r.instance.number(r.at + r.stride*(row*r.outputs+output))
}

// Row copies all outputs of a row to dst, which has room for them.
func (r Rows) Row(row int, dst []float64) {
	if r.steps != nil {
		row = r.steps[row]
	}
	memory, at, stride := r.instance.memory, r.at+r.stride*row*r.outputs, r.stride
	for output := range dst[:r.outputs] {
		dst[output] = math.Float64frombits(binary.LittleEndian.Uint64(memory[at:]))
		at += stride
	}
}

// Time is the time of a row.
func (r Rows) Time(row int) float64 {
	if r.steps != nil {
		return r.time.At(r.steps[row])
	}
	return r.time.At(row * r.every)
}

// Column appends an output's values over all rows to dst and returns it.
func (r Rows) Column(output int, dst []float64) []float64 {
	for row := range r.count {
		dst = append(dst, r.At(row, output))
	}
	return dst
}
