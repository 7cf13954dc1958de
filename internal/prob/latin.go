package prob

// LatinHypercube is n points of the open unit cube in dim dimensions, of which
// every coordinate falls once into each of n equal cells, at a random place in it
// (McKay, Beckman and Conover 1979). Each point by itself is uniform.
func LatinHypercube(n, dim int, s *Stream) [][]float64 {
	points := grid(n, dim)
	for j := range dim {
		for i, cell := range s.Perm(n) {
			points[i][j] = inside((float64(cell) + s.Uniform()) / float64(n))
		}
	}
	return points
}

// grid is n rows of dim numbers in one piece of memory.
func grid(n, dim int) [][]float64 {
	all := make([]float64, n*dim)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = all[i*dim : (i+1)*dim : (i+1)*dim]
	}
	return rows
}
