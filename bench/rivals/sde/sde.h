// What the C that SDEverywhere generates is written against: its package for that is not
// on npm, so these are ours. A lookup goes on from the point where the last one ended
// while its input rises, as theirs does.
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { double *data; size_t n; double last_input; size_t last_hit; } Lookup;

static inline Lookup *__new_lookup(size_t size, bool copy, double *data) {
	Lookup *l = malloc(sizeof *l);
	*l = (Lookup){data, size, 1e308, 0};
	return l;
}

static double __lookup(Lookup *l, double input) {
	size_t end = l->n * 2;
	const double *d = l->data;
	size_t at = input >= l->last_input ? l->last_hit : 0;
	l->last_input = input;
	for (; at < end; at += 2) {
		double x = d[at];
		if (x < input) continue;
		l->last_hit = at;
		if (at == 0 || x == input) return d[at + 1];
		return d[at - 1] + (input - d[at - 2]) / (x - d[at - 2]) * (d[at + 1] - d[at - 1]);
	}
	l->last_hit = end;
	return d[end - 1];
}

extern double _time, _time_step, out[];
extern int outi;
static inline void outputVar(double v) { out[outi++] = v; }

#define _LOOKUP(l, x) __lookup(l, x)
#define _WITH_LOOKUP(x, l) __lookup(l, x)
#define _IF_THEN_ELSE(c, t, e) ((c) ? (t) : (e))
#define _INTEG(v, r) ((v) + (r) * _time_step)
#define _LN log
#define _EXP exp
#define _COS cos
#define _POW pow
#define _POWER pow
#define _MAX(a, b) fmax(a, b)
#define _MIN(a, b) fmin(a, b)
#define _STEP(height, at) (_time + _time_step / 2 > (at) ? (height) : 0)
#define _PULSE(at, width) (_time + _time_step / 2 > (at) && _time + _time_step / 2 < (at) + (width) ? 1.0 : 0.0)
static inline double _RAMP(double slope, double from, double to) {
	return _time > from ? slope * ((_time < to ? _time : to) - from) : 0;
}
