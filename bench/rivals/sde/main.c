// Runs the C that SDEverywhere generates, one member after the other, as its own runtime
// does: constants, inputs, levels, then auxiliaries, outputs and levels of each step.
#include <time.h>
double _time;
#include GENERATED // which takes in sde.h

double out[(STEPS + 1) * OUTPUTS];
int outi;

int main(int argc, char **argv) {
	const double defaults[] = {DEFAULTS};
	enum { INPUTS = sizeof defaults / sizeof *defaults };
	long n = argc > 1 ? atol(argv[1]) : 1000;
	double sum[OUTPUTS] = {0};
	struct timespec a, b;
	initConstants();
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (long m = 0; m < n; m++) {
		double in[INPUTS];
		for (int i = 0; i < INPUTS; i++) in[i] = defaults[i] * (0.9 + 0.2 * (double)(m * (i + 1) % 1000) / 1000);
		initConstants();
		setInputs(in, NULL);
		_time = _initial_time;
		initLevels();
		outi = 0;
		for (int step = 0;; step++) {
			_time = _initial_time + step * _time_step;
			evalAux();
			storeOutputData();
			if (step == STEPS) break;
			evalLevels();
		}
		for (int o = 0; o < OUTPUTS; o++) sum[o] += out[STEPS * OUTPUTS + o];
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.9f", (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec));
	for (int o = 0; o < OUTPUTS; o++) printf(" %.17g", sum[o] / n);
	printf("\n");
}
