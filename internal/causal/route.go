package causal

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// port is where a link meets a box: ports of one side stand apart, in the order of the
// places that their links come from.
type port struct {
	link  int
	upper bool    // the link's upper end
	lean  float64 // where the link goes next
	x     float64
}

// route draws every link as a smooth curve along its spots, from cause to effect. It
// passes a row upright, between the row's edges, so that it cuts through no box.
func (v *View) route(spots []spot, chains [][]int, edges [][2]float64) {
	below, above := map[int][]*port{}, map[int][]*port{} // by box: ports at its lower and upper edge
	at := make([][2]*port, len(v.Links))
	for i, chain := range chains {
		if len(chain) < 2 {
			continue
		}
		top, bottom := chain[0], chain[len(chain)-1]
		at[i] = [2]*port{{link: i, upper: true, lean: spots[chain[1]].x}, {link: i, lean: spots[chain[len(chain)-2]].x}}
		below[top] = append(below[top], at[i][0])
		above[bottom] = append(above[bottom], at[i][1])
	}
	for _, side := range []map[int][]*port{below, above} {
		for b, ports := range side {
			slices.SortStableFunc(ports, func(a, b *port) int {
				return cmp.Or(cmp.Compare(a.lean, b.lean), cmp.Compare(a.link, b.link))
			})
			room := min(v.Boxes[b].W-16, 16*float64(len(ports)-1))
			for k, p := range ports {
				p.x = v.Boxes[b].X
				if len(ports) > 1 {
					p.x += room * (float64(k)/float64(len(ports)-1) - 0.5)
				}
			}
		}
	}
	for i := range v.Links {
		l := &v.Links[i]
		if l.From == l.To {
			l.loop(v.Boxes[l.From])
			continue
		}
		chain := chains[i]
		top, bottom := v.Boxes[chain[0]], v.Boxes[chain[len(chain)-1]]
		line := [][2]float64{{at[i][0].x, top.Y + top.H/2 + 2}}
		for _, k := range chain[1 : len(chain)-1] {
			e := edges[spots[k].row]
			line = append(line, [2]float64{spots[k].x, e[0]}, [2]float64{spots[k].x, e[1]})
		}
		line = append(line, [2]float64{at[i][1].x, bottom.Y - bottom.H/2 - 2})
		if chain[0] != l.From {
			slices.Reverse(line)
		}
		l.curve(line)
	}
}

// curve draws through the points, upright at each.
func (l *Link) curve(p [][2]float64) {
	var b strings.Builder
	fmt.Fprintf(&b, "M%.1f %.1f", p[0][0], p[0][1])
	piece := func(i int) (a, c, d, e [2]float64) {
		bend := (p[i+1][1] - p[i][1]) / 2
		return p[i], [2]float64{p[i][0], p[i][1] + bend}, [2]float64{p[i+1][0], p[i+1][1] - bend}, p[i+1]
	}
	for i := range len(p) - 1 {
		if p[i][0] == p[i+1][0] {
			fmt.Fprintf(&b, "V%.1f", p[i+1][1])
			continue
		}
		_, c, d, e := piece(i)
		fmt.Fprintf(&b, "C%.1f %.1f %.1f %.1f %.1f %.1f", c[0], c[1], d[0], d[1], e[0], e[1])
	}
	l.Path = b.String()
	last := len(p) - 2
	down := 1.0
	if p[last+1][1] < p[last][1] {
		down = -1
	}
	end := p[last+1]
	l.End = Point{end[0] + 8, end[1] - down*9, 90 * down}
	if math.Abs(end[1]-p[last][1]) < 1 {
		l.End.Y = end[1] - 8
	}
	a, c, d, e := piece((len(p) - 1) / 2)
	l.Mid = bezier(a, c, d, e, 0.5)
}

// bezier is the place and direction at t of a cubic.
func bezier(a, b, c, d [2]float64, t float64) Point {
	u := 1 - t
	at := func(k int) float64 {
		return u*u*u*a[k] + 3*u*u*t*b[k] + 3*u*t*t*c[k] + t*t*t*d[k]
	}
	along := func(k int) float64 {
		return 3*u*u*(b[k]-a[k]) + 6*u*t*(c[k]-b[k]) + 3*t*t*(d[k]-c[k])
	}
	return Point{at(0), at(1), 180 / math.Pi * math.Atan2(along(1), along(0))}
}

// loop draws the link of a box to itself at its right.
func (l *Link) loop(b Box) {
	x, y := b.X+b.W/2, b.Y
	l.Path = fmt.Sprintf("M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f", x, y+6, x+22, y+14, x+22, y-14, x+2, y-6)
	l.End = Point{x + 10, y - 14, 180}
	l.Mid = Point{x + 17, y, -90}
}
