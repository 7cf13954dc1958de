package engine

// Rows are the saved outputs of one member. They read the module's memory, so they
// are valid only until the visit that got them returns.
type Rows struct {
	instance *instance
	at       int // address of the first output's lane
	outputs  int
	count    int
	start    float64
	every    float64 // time between rows
}

func (e *Engine) rows(i *instance, lane int, b *Batch) Rows {
	t := e.program.Time
	return Rows{instance: i, at: e.layout.OutputsAt + 8*lane, outputs: e.layout.Outputs, count: b.Steps/b.SaveEvery + 1,
		start: t.Start, every: t.Step * float64(b.SaveEvery)}
}

// Len is the number of rows.
func (r Rows) Len() int { return r.count }

// At is an output's value at a row; outputs count as in the program.
func (r Rows) At(row, output int) float64 {
	return r.instance.number(r.at + 16*(row*r.outputs+output))
}

// Time is the time of a row.
func (r Rows) Time(row int) float64 { return r.start + float64(row)*r.every }

// Column appends an output's values over all rows to dst and returns it.
func (r Rows) Column(output int, dst []float64) []float64 {
	for row := range r.count {
		dst = append(dst, r.At(row, output))
	}
	return dst
}
