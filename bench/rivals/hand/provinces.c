// The model of provinces.go by hand: loops over provinces, each quantity a vector of
// members. As arrays (REGIONS above 9) provinces share the tables of yields.
#include "lanes.h"

int rows = STEPS + 1;

static Lookup yields = {6, {0, 1, 2, 4, 8, 16}, {.4, 1, 1.5, 2.1, 2.6, 2.9}};
static Lookup lifeFood = {6, {0, 1, 2, 3, 4, 5}, {.1, .8, 1.1, 1.25, 1.35, 1.4}};
static Lookup lifePollution = {7, {0, 10, 20, 30, 40, 50, 60}, {1, .98, .93, .85, .7, .5, .25}};
static Lookup birthsIncome = {6, {0, .5, 1, 1.5, 2, 2.5}, {1.2, 1.1, 1, .8, .65, .6}};
static Lookup invested = {5, {0, .5, 1, 1.5, 3}, {.02, .1, .2, .26, .3}};
static Lookup eroded = {7, {0, 2, 4, 6, 8, 10, 12}, {.001, .004, .01, .02, .035, .05, .06}};
static Lookup slowed = {5, {0, 5, 10, 20, 40}, {1, 1.5, 2.2, 4, 7}};
static double yieldOf[REGIONS];

void setup(void) {
	Lookup *all[] = {&yields, &lifeFood, &lifePollution, &birthsIncome, &invested, &eroded, &slowed};
	for (int i = 0; i < 7; i++) prepare(all[i]);
	for (int r = 0; r < REGIONS; r++) yieldOf[r] = REGIONS > 9 ? 1 : 1 + .01 * r;
}

void members(long first, V out[][OUTPUTS]) {
	V fertility = varied(.04, first, 0), lifeNormal = varied(50, first, 1), yieldNormal = varied(.8, first, 2);
	V ratio = varied(3, first, 3), perOutput = varied(.02, first, 4);
	static V population[REGIONS], capital[REGIONS], soil[REGIONS], perceived[REGIONS], output[REGIONS], income[REGIONS];
	for (int r = 0; r < REGIONS; r++) {
		double f = 1 + .02 * (r % 40);
		population[r] = splat(100 * f);
		capital[r] = splat(200);
		soil[r] = splat(150);
		perceived[r] = splat(1);
	}
	V one = splat(1), two = one, three = one, pollution = splat(20);
	V h = splat(.5), unit = splat(1);
	for (int step = 0;; step++) {
		V people = splat(0), made = splat(0), index = pollution / 20;
		for (int r = 0; r < REGIONS; r++) {
			V use = least(unit, population[r] * .6 / (capital[r] * .35));
			output[r] = capital[r] / ratio * use;
			income[r] = output[r] / population[r];
			people += population[r];
			made += output[r];
		}
		V worldIncome = made / people;
		V lifeSky = lifeNormal * lookup(&lifePollution, index);
		V *row = out[step];
		row[0] = people;
		row[1] = made;
		row[2] = index;
		row[5] = income[1];
		row[6] = soil[2];
		for (int r = 0; r < REGIONS; r++) {
			V perHead = capital[r] / population[r];
			V food = soil[r] * yieldNormal * yieldOf[r] * lookup(&yields, perHead);
			V foodRatio = food / population[r] / .7;
			V life = most(splat(5), lifeSky * lookup(&lifeFood, foodRatio));
			if (r == 0) {
				row[3] = foodRatio;
				row[4] = life;
			}
			if (step == STEPS) continue;
			V births = population[r] * fertility * lookup(&birthsIncome, perceived[r]) * least(unit, foodRatio);
			V moving = .01 * most(-unit, least(unit, income[r] / worldIncome - 1)) * population[r];
			V investment = output[r] * lookup(&invested, foodRatio);
			V erosion = soil[r] * lookup(&eroded, perHead);
			population[r] += h * (births - population[r] / life + moving);
			capital[r] += h * (investment - capital[r] / 15);
			soil[r] += h * ((150 - soil[r]) / 60 - erosion);
			perceived[r] += h * ((income[r] - perceived[r]) / 10);
		}
		if (step == STEPS) return;
		V absorption = pollution / (1.5 * lookup(&slowed, index));
		pollution += h * (three / 6 - absorption);
		three += h * ((two - three) / 6);
		two += h * ((one - two) / 6);
		one += h * (made * perOutput / REGIONS - one / 6);
	}
}
