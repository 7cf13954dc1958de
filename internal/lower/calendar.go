package lower

import (
	"fmt"
	"strings"

	"casus/internal/model"
	"casus/internal/program"
)

// getTimeValue is GET TIME VALUE(relative to, offset, measure): a measure of the date
// that lies an offset from now (0) or from the start (1). With time in years, quarters
// or months a year has 360 days; with shorter units the calendar is Gregory's, leap
// years and all (Vensim manual, GET TIME VALUE).
func getTimeValue(b *block, c *model.Call, in *scope) program.ID {
	var fixed [3]float64
	for _, i := range []int{0, 2} {
		x, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[i], in) })
		if why != "" {
			b.l.fault("function", c.Args[i].Place(), fmt.Sprintf("argument %d of %s can't be computed before the run: %s", i+1, c.Func, why),
				"it decides what is computed", "give it as a number")
			return b.failed()
		}
		fixed[i] = x
	}
	var from program.ID
	switch fixed[0] {
	case 0:
		from = b.stepTime()
	case 1:
		from = b.number(b.l.p.Time.Start)
	default:
		b.l.fault("function", c.Args[0].Place(), fmt.Sprintf("%s relative to %v", c.Func, fixed[0]),
			"0 is now and 1 the start; 2, the computer's clock, would make a run that can't be repeated", "use 0 or 1")
		return b.failed()
	}
	t := b.op(program.OpAdd, from, b.expr(c.Args[1], in))
	if fixed[2] == 0 {
		return t
	}
	d, ok := b.date(t)
	if !ok {
		b.l.fault("function", c.At, c.Func+" needs to know what the units of time are", "those of TIME STEP are none of year, quarter, month, week, day, hour, minute, second",
			"give TIME STEP units")
		return b.failed()
	}
	switch fixed[2] {
	case 1:
		return d.year
	case 2:
		return b.op(program.OpAdd, b.floorDiv(b.op(program.OpSub, d.month, b.number(1)), 3), b.number(1))
	case 3:
		return d.month
	case 4:
		return d.day
	case 5:
		// 1 January of the year 1 was a Monday, 366 days after 1 January of 1 BC.
		return b.modFloor(b.op(program.OpAdd, d.days, b.number(6)), 7)
	case 6:
		return d.days
	case 7:
		return b.floorDiv(d.seconds, 3600)
	case 8:
		return b.floorDiv(b.modFloor(d.seconds, 3600), 60)
	case 9:
		return b.modFloor(d.seconds, 60)
	case 10:
		all := b.op(program.OpAdd, b.op(program.OpMul, d.days, b.number(86400)), d.seconds)
		return b.modFloor(all, 500000)
	}
	b.l.fault("function", c.Args[2].Place(), fmt.Sprintf("%s has no measure %v", c.Func, fixed[2]), "", "use one of 0 to 10")
	return b.failed()
}

// date is a moment's parts: days from 1 January of 1 BC on, and seconds into the day.
type date struct{ year, month, day, days, seconds program.ID }

// secondsOf are the units of time that have a length in seconds.
var secondsOf = map[string]float64{"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1}

// monthsOf are those that have one in months.
var monthsOf = map[string]float64{"year": 12, "quarter": 3, "month": 1}

// date tells the date of a time.
func (b *block) date(t program.ID) (date, bool) {
	unit := ""
	if v := b.l.m.Lookup(model.TimeStep); v != nil {
		unit = strings.TrimSuffix(strings.ToLower(v.Units), "s")
	}
	base := b.l.m.Calendar
	if base.Year == 0 {
		base = model.Calendar{Year: 2000, Month: 1, Day: 1}
	}
	base.Month, base.Day = max(base.Month, 1), max(base.Day, 1)
	if months, ok := monthsOf[unit]; ok {
		first := float64(base.Year*360 + (base.Month-1)*30 + base.Day - 1)
		all := b.op(program.OpAdd, b.op(program.OpMul, t, b.number(30*months)), b.number(first))
		days := b.op(program.OpFloor, b.spared(all))
		inYear := b.modFloor(days, 360)
		return date{
			year:    b.floorDiv(days, 360),
			month:   b.op(program.OpAdd, b.floorDiv(inYear, 30), b.number(1)),
			day:     b.op(program.OpAdd, b.modFloor(days, 30), b.number(1)),
			days:    days,
			seconds: b.op(program.OpMax, b.number(0), b.op(program.OpMul, b.op(program.OpSub, all, days), b.number(86400))),
		}, true
	}
	seconds, ok := secondsOf[unit]
	if !ok {
		return date{}, false
	}
	first := float64(dayNumber(base.Year, base.Month, base.Day))
	all := b.op(program.OpAdd, b.op(program.OpMul, t, b.number(seconds/86400)), b.number(first))
	days := b.op(program.OpFloor, b.spared(all))
	d := b.civil(days)
	d.seconds = b.op(program.OpMax, b.number(0), b.op(program.OpMul, b.op(program.OpSub, all, days), b.number(86400)))
	return d, true
}

// spared moves a number of days a millionth of a second on, so that a whole day that
// rounding left just below itself is one.
func (b *block) spared(days program.ID) program.ID {
	return b.op(program.OpAdd, days, b.number(1e-6/86400))
}

// dayNumber counts days from 1 January of 1 BC, the year 0, in Gregory's calendar.
func dayNumber(year, month, day int) int {
	if month <= 2 {
		year, month = year-1, month+12
	}
	// A year from March on: its months have 30.6 days, near enough for whole numbers.
	return 365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*(month-3)+2)/5 + day - 1 + 60
}

func floorDiv(a, n int) int {
	if a < 0 {
		return -((-a + n - 1) / n)
	}
	return a / n
}

// civil is the year, month and day of a day's number, by Hinnant's algorithm
// (chrono-compatible low-level date algorithms, 2013): eras of 400 years, years from
// March on.
func (b *block) civil(days program.ID) date {
	n := b.op(program.OpSub, days, b.number(60)) // from 1 March of the year 0
	era := b.floorDiv(n, 146097)
	inEra := b.op(program.OpSub, n, b.op(program.OpMul, era, b.number(146097)))
	leaps := b.op(program.OpAdd, b.op(program.OpSub, b.op(program.OpSub, inEra, b.floorDiv(inEra, 1460)), b.floorDiv(inEra, 146096)), b.floorDiv(inEra, 36524))
	yearOfEra := b.floorDiv(leaps, 365)
	before := b.op(program.OpSub, b.op(program.OpAdd, b.op(program.OpMul, yearOfEra, b.number(365)), b.floorDiv(yearOfEra, 4)), b.floorDiv(yearOfEra, 100))
	inYear := b.op(program.OpSub, inEra, before)
	fromMarch := b.floorDiv(b.op(program.OpAdd, b.op(program.OpMul, inYear, b.number(5)), b.number(2)), 153)
	gone := b.floorDiv(b.op(program.OpAdd, b.op(program.OpMul, fromMarch, b.number(153)), b.number(2)), 5)
	late := b.op(program.OpLessEq, b.number(10), fromMarch) // January and February of the next year
	month := b.op(program.OpAdd, fromMarch, b.op(program.OpSelect, late, b.number(-9), b.number(3)))
	year := b.op(program.OpAdd, b.op(program.OpAdd, yearOfEra, b.op(program.OpMul, era, b.number(400))), late)
	return date{year: year, month: month, day: b.op(program.OpAdd, b.op(program.OpSub, inYear, gone), b.number(1)), days: days}
}

// floorDiv is the largest whole number not above x/n; x is whole.
func (b *block) floorDiv(x program.ID, n float64) program.ID {
	return b.op(program.OpFloor, b.op(program.OpDiv, x, b.number(n)))
}

// modFloor is what is left of x above a whole multiple of n.
func (b *block) modFloor(x program.ID, n float64) program.ID {
	return b.op(program.OpSub, x, b.op(program.OpMul, b.floorDiv(x, n), b.number(n)))
}

// timeBase is TIME BASE(start, slope): another scale of time.
func timeBase(b *block, x []program.ID) program.ID {
	return b.op(program.OpAdd, x[0], b.op(program.OpMul, b.stepTime(), x[1]))
}
