// flagship.mdl, the flagship's model as it first was, by hand, for seven of its outputs: what they need, no
// more; what follows from time alone is tabled once for all members.
#include "lanes.h"

enum { DAYS = 1095 };
int rows = DAYS + 1;

static Lookup reported = {13, {0, 307, 308, 339, 340, 381, 383, 402, 404, 480, 483, 1095}, {0, 0, .04, .04, 1, 1, .08, .08, 1, 1, .03, .03}};
static Lookup other = {7, {0, 415, 422, 432, 441, 455, 1095}, {0, 0, .3, 1, 1, 0, 0}};

static double waves[2][DAYS + 1], engineers[DAYS + 1], calendar[DAYS + 1], incursion[DAYS + 1], others[DAYS + 1], fighting[DAYS + 1];
static double cleared[DAYS + 1], tempo[DAYS + 1], season[DAYS + 1], logTempo[DAYS + 1], shells[DAYS + 1], opening[DAYS + 1], usExit[DAYS + 1];
static double shellFire[DAYS + 1];

static double at(const Lookup *t, double x) {
	int i = 0;
	while (i < t->n - 2 && x >= t->x[i + 1]) i++;
	return t->y[i] + (x - t->x[i]) * t->slope[i];
}

static double ramp(double slope, double from, double to, double t) { return t < from ? 0 : slope * (fmin(t, to) - from); }

void setup(void) {
	reported.n = 12;
	prepare(&reported);
	prepare(&other);
	double stock = 1500000, fired0 = 0;
	for (int t = 0; t <= DAYS; t++) {
		waves[0][t] = t >= 281 && t < 281 + 28;
		waves[1][t] = t >= 380 && t < 380 + 45;
		engineers[t] = t >= 582 && t < 582 + 120 ? 6000.0 / 120 : 0;
		calendar[t] = at(&reported, t) * (t >= 403 && t < 481 ? .8 : 1);
		incursion[t] = t >= 218 && t < 228 ? 1200.0 / 10 : 0;
		others[t] = 10 * at(&other, t);
		fighting[t] = t >= 481;
		cleared[t] = t >= 228;
		tempo[t] = 1 + ramp((1.3 - 1) / 349, 0, 349, t) + ramp((.85 - 1.3) / (592 - 349), 349, 592, t) + ramp((.9 - .85) / (761 - 592), 592, 761, t);
		season[t] = 1 + .5 * cos(2 * 3.14159265 * (t - 300) / 365.25);
		logTempo[t] = .5 * log(tempo[t]);
		shells[t] = 9000 * (1 - ramp(.6 / 150, 366, 366 + 150, t));
		opening[t] = t >= 408 ? .25 : 0;
		usExit[t] = t >= 397 ? -.15 : 0;
		double fired = 15000 * stock / (stock + 40 * 15000);
		if (t == 0) fired0 = fired;
		shellFire[t] = 1 + .4 * (fired / fired0 - 1);
		stock += 8000 + shells[t] - fired;
	}
}

void members(long first, V out[][OUTPUTS]) {
	V firstWave = varied(11500, first, 0), hazard = varied(.018, first, 1), russianHazard = varied(.0019, first, 2);
	V erosion = varied(.3, first, 3), learning = varied(.012, first, 4);
	V zero = splat(0), one = splat(1);

	V sent = zero, engineersSent = zero, transit = zero, kursk = zero, skill = zero, casualtiesTotal = zero, killedTotal = zero, wounded = zero;
	V held = zero, kurskForce = splat(12000), troops = splat(500000), russianKilled = splat(.75 * .3 * 345000), bonus = splat(700000);
	V ukrainian = splat(400000), ground = zero, perceived = splat(.4 * .75 * .3 * 345000), russianTotal = splat(345000);
	V exposure = zero, admission = zero, progress = one, narrative = splat(1 / (1 + exp(1.4))), aid = splat(3.4);
	V earnings = zero, response = zero, precedent = zero, smoothed = zero, forceRatio0 = one;
	V narrative0 = narrative, perceived0 = perceived;

	for (int t = 0;; t++) {
		V arrivals = firstWave * (waves[0][t] / 28) + splat(3000.0 / 45 * waves[1][t]);
		V reaching = transit / 14, engaged = .5 * calendar[t] * kursk;
		V casualties = engaged * hazard * (1 - .65 * skill), healed = wounded / 75;
		V goingHome = fighting[t] * kursk / 1500;
		V heldOrNone = most(held, zero);
		V density = vpow(least(one, heldOrNone / 1200), splat(.5));
		V push = .0006 * engaged * (.5 + .5 * skill);
		V clearing = least(heldOrNone / 7, density * (5 * kurskForce / 50000 + push) + others[t]);
		V clearedShare = most(zero, 1 - held / 1200) * cleared[t];
		V pocket = held / (held + 60);
		V russianCasualties = russianHazard * tempo[t] * troops + russianHazard * .5 * kurskForce * pocket;
		if (t == 0) smoothed = russianCasualties;
		V recruits = 1050 * vpow(bonus / 700000, splat(.45));
		V gap = (smoothed - recruits) / recruits;
		V ukrainianCasualties = .0013 * tempo[t] * shellFire[t] * ukrainian + .0015 * engaged;
		V forceRatio = (troops - kurskForce) / ukrainian;
		if (t == 0) forceRatio0 = forceRatio;
		V gain = 8 * season[t] * vexp(logTempo[t] + .3 * vlog(forceRatio / forceRatio0) + splat(.2 * log(shellFire[t])) - .2 * vlog(aid / 3.4));
		V logDead = vlog(perceived / perceived0);
		V support = 100 / (1 + vexp(-(1.2 + .08 * (progress - 1) - .05 * logDead)));
		V present = (transit + kursk) / 10000;
		V logit = 1 / (1 + vexp(-(-1.4 + .4 * (progress - 1) - .5 * (aid / 3.4 - 1))));
		V indicated = 3.4 * most(splat(.1), 1 - erosion * (narrative - narrative0) + usExit[t]);
		V pay = 2000 / 30.4375 * (transit + kursk + engineersSent) + 10000 * .3 * casualties;
		V success = 1 / (1 + vexp(-(1.5 * ground / 8000 + (2 * narrative - 1) - .5 * (held / 1200) - .8 * (russianTotal - 345000) / 1e6)));
		V lesson = success * admission * (1 - vexp(-earnings / 1e9)) - .5 * casualtiesTotal / most(splat(10000), sent) * admission - response;

		out[t][0] = troops;
		out[t][1] = aid;
		out[t][2] = narrative;
		out[t][3] = support;
		out[t][4] = ground;
		out[t][5] = precedent;
		out[t][6] = lesson;
		if (t == DAYS) return;

		V diluted = skill * reaching / (kursk + 1000);
		V exposing = (1 - exposure) * .05 * least(splat(1.5), present) * (1 - .4 * (1 - admission));
		V admitting = (1 - admission) * .02 * exposure * (.03 + .97 * vpow(clearedShare, splat(8)));
		V responding = (.23 * exposure * least(one, present) - response) / 60;
		perceived += (.4 * russianKilled + .05 * killedTotal - perceived) / 120;
		exposure += exposing;
		admission += admitting;
		progress += ((gain + .5 * (clearing - incursion[t])) / 9 - progress) / 60;
		narrative += (logit - narrative) / 90;
		aid += (indicated - aid) / 90;
		sent += arrivals;
		engineersSent += engineers[t];
		transit += arrivals - reaching;
		kursk += reaching + healed - casualties - goingHome;
		skill += learning * calendar[t] * (1 - skill) - diluted;
		casualtiesTotal += casualties;
		killedTotal += .3 * casualties;
		wounded += .7 * .55 * casualties - healed;
		held += incursion[t] - clearing;
		kurskForce += (12000 + (50000.0 - 12000) * pocket - kurskForce) / 60;
		russianKilled += .3 * russianCasualties;
		russianTotal += russianCasualties;
		troops += recruits - .55 * russianCasualties - troops / 2500;
		bonus += .004 * gap * bonus;
		smoothed += (russianCasualties - smoothed) / 60;
		ukrainian += 800 - .55 * ukrainianCasualties - ukrainian / 800;
		ground += gain;
		earnings += pay;
		response += responding;
		precedent += (lesson - precedent) / 365;
	}
}
