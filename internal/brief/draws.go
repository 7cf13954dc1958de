package brief

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// Draws are vectors of numbers at full precision. In JSON they are the number of
// columns and the doubles row by row, little endian, in base64: half the size of
// decimal text, and the same bits.
type Draws [][]float64

type drawsJSON struct {
	Columns int    `json:"columns"`
	Base64  []byte `json:"base64"`
}

// MarshalJSON writes the bits.
func (d Draws) MarshalJSON() ([]byte, error) {
	var j drawsJSON
	for _, row := range d {
		j.Columns = len(row)
		for _, x := range row {
			j.Base64 = binary.LittleEndian.AppendUint64(j.Base64, math.Float64bits(x))
		}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads them.
func (d *Draws) UnmarshalJSON(b []byte) error {
	var j drawsJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*d = nil
	if j.Columns == 0 {
		return nil
	}
	if len(j.Base64)%(8*j.Columns) != 0 {
		return fmt.Errorf("%d bytes are no rows of %d numbers", len(j.Base64), j.Columns)
	}
	for at := 0; at < len(j.Base64); {
		row := make([]float64, j.Columns)
		for i := range row {
			row[i] = math.Float64frombits(binary.LittleEndian.Uint64(j.Base64[at:]))
			at += 8
		}
		*d = append(*d, row)
	}
	return nil
}
