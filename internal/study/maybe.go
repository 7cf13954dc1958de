package study

import (
	"encoding/json"
	"math"
	"strconv"
)

// Maybe is a number that may be missing: NaN, which is null in JSON.
type Maybe float64

// MarshalJSON writes what is no number as null.
func (m Maybe) MarshalJSON() ([]byte, error) {
	if v := float64(m); !math.IsNaN(v) && !math.IsInf(v, 0) {
		return strconv.AppendFloat(nil, v, 'g', -1, 64), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Maybe) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*m = Maybe(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(m))
}
