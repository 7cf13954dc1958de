package study

import "casus/internal/diag"

// file is study.yaml as written. schema/study.schema.json describes the same for
// editors; docs/study.md explains it.
type file struct {
	At         diag.Place `yaml:"-"`
	Title      string     `yaml:"title"`
	Question   string     `yaml:"question"`
	About      string     `yaml:"about"`
	Model      string     `yaml:"model"`
	Claims     string     `yaml:"claims"`
	Timeline   string     `yaml:"timeline"`
	Argument   string     `yaml:"argument"`
	Origin     string     `yaml:"origin"`      // the date of model time 0
	Cut        string     `yaml:"cut"`         // nothing published later is used
	Horizon    string     `yaml:"horizon"`     // the last day simulated
	FirstStage string     `yaml:"first_stage"` // all published by then comes in at once, later claims month by month
	Seed       uint64     `yaml:"seed"`

	Parameters    []parameterEntry `yaml:"parameters"`
	Data          []dataEntry      `yaml:"data"`
	Constants     []constantEntry  `yaml:"constants"`
	Sides         []sideEntry      `yaml:"sides"`
	Amounts       []amountEntry    `yaml:"amounts"`
	Kinds         []kindEntry      `yaml:"kinds"`
	Quantities    []quantityEntry  `yaml:"quantities"`
	Events        []eventEntry     `yaml:"events"`
	Scenarios     []scenarioEntry  `yaml:"scenarios"`
	Levers        []leverEntry     `yaml:"levers"`
	Outcomes      []outcomeEntry   `yaml:"outcomes"`
	CrossChecks   []crossEntry     `yaml:"crosschecks"`
	Effects       []effectEntry    `yaml:"effects"`
	Effectiveness []effectEntry    `yaml:"effectiveness"`
	Headline      headlineEntry    `yaml:"headline"`
	Sliders       []sliderEntry    `yaml:"sliders"`
	SliderCharts  []chartEntry     `yaml:"slider_charts"`
	Limits        []string         `yaml:"limits"`
	Variants      []variantEntry   `yaml:"variants"`
}

// variantEntry is the study with another structure: a constant set, priors of its own, or
// another model altogether. Weight is its prior weight, 1 where it is left out.
type variantEntry struct {
	At        diag.Place         `yaml:"-"`
	ID        string             `yaml:"id"`
	Title     string             `yaml:"title"`
	Story     string             `yaml:"story"`
	Weight    *float64           `yaml:"weight"`
	Set       map[string]float64 `yaml:"set"`
	Constants []constantEntry    `yaml:"constants"`
	Model     string             `yaml:"model"`
}

// constantEntry gives a constant of the model its prior and where that is from.
// Calibrate is "yes" (learned from claims), "no" (drawn from the prior: it must
// not touch anything that claims speak of); a fixed prior is neither. Vary is what else
// a fixed one might be, from and to, in numbers or dates; an empty list says that nothing
// else would do.
type constantEntry struct {
	At        diag.Place `yaml:"-"`
	Name      string     `yaml:"name"`
	Prior     string     `yaml:"prior"`
	Vary      *[]string  `yaml:"vary"`
	Calibrate *bool      `yaml:"calibrate"`
	Source    string     `yaml:"source"`
	Part      partEntry  `yaml:"part"` // for an on/off part
	Optional  bool       `yaml:"-"`    // of a variant with another model, which may not have it
}

// partEntry names the explanations that stand when a part of the model is on and
// when it is off.
type partEntry struct {
	At  diag.Place `yaml:"-"`
	On  string     `yaml:"when_on"`
	Off string     `yaml:"when_off"`
	// Strength names the calibrated constants that matter only when it is on: how strong
	// it is. How wide their priors are sways the part's own chance.
	Strength []string `yaml:"strength"`
}

// parameterEntry is a number of the likelihood that is learned.
type parameterEntry struct {
	At     diag.Place `yaml:"-"`
	Name   string     `yaml:"name"`
	Prior  string     `yaml:"prior"`
	Source string     `yaml:"source"`
}

// dataEntry is a table of measurements: a file, its column of times (dates where the study
// has claims) and of publication, and the columns that the model is held to.
type dataEntry struct {
	At        diag.Place    `yaml:"-"`
	File      string        `yaml:"file"`
	Time      string        `yaml:"time"`
	Published string        `yaml:"published"`
	Series    []seriesEntry `yaml:"series"`
}

// seriesEntry holds a column to a variable. Spread, freedom and size are numbers or names
// of parameters.
type seriesEntry struct {
	At          diag.Place     `yaml:"-"`
	Column      string         `yaml:"column"`
	Low         string         `yaml:"low"` // columns of the ends of ranges
	High        string         `yaml:"high"`
	Trials      string         `yaml:"trials"`
	Variable    string         `yaml:"variable"`
	Reading     string         `yaml:"reading"` // level, change or rate since the row before
	RatioTo     string         `yaml:"ratio_to"`
	Family      string         `yaml:"family"`
	Scale       string         `yaml:"scale"`
	Offset      float64        `yaml:"offset"`
	Spread      string         `yaml:"spread"`
	Freedom     string         `yaml:"freedom"`
	Size        string         `yaml:"size"`
	Discrepancy wanderingEntry `yaml:"discrepancy"`
}

// wanderingEntry is an error that fades with the distance in the model's time.
type wanderingEntry struct {
	SD   string `yaml:"sd"`
	Time string `yaml:"time"`
}

// sideEntry says how a side's readings are taken. Spread is the prior of the
// factor that multiplies the spread of all readings by that side.
type sideEntry struct {
	At     diag.Place `yaml:"-"`
	ID     string     `yaml:"id"`
	Title  string     `yaml:"title"`
	Spread string     `yaml:"spread"`
}

// amountEntry says what an amount in words stands for, over evidence.DefaultAmounts.
type amountEntry struct {
	At     diag.Place `yaml:"-"`
	Words  string     `yaml:"words"`
	Low    float64    `yaml:"low"`
	High   float64    `yaml:"high"`
	Source string     `yaml:"source"`
}

// kindEntry is a class of quantities, such as losses, of which sides have one interest.
// Side is the spread of a side's own bias about its mean, in all quantities of the kind;
// Spread and BiasSpread, where given, are priors of factors on the spread of all
// readings of the kind and on the spread of its claimants' biases.
type kindEntry struct {
	At         diag.Place `yaml:"-"`
	ID         string     `yaml:"id"`
	Title      string     `yaml:"title"`
	Side       float64    `yaml:"side"`
	Spread     string     `yaml:"spread"`
	BiasSpread string     `yaml:"bias_spread"`
	Source     string     `yaml:"source"`
}

type quantityEntry struct {
	At          diag.Place         `yaml:"-"`
	ID          string             `yaml:"id"`
	Kind        string             `yaml:"kind"`
	Title       string             `yaml:"title"`
	Variable    string             `yaml:"variable"`
	Unit        string             `yaml:"unit"`
	Scale       string             `yaml:"scale"`
	Offset      float64            `yaml:"offset"`
	Bias        float64            `yaml:"bias"`
	BiasMeans   map[string]float64 `yaml:"bias_means"`
	Group       float64            `yaml:"group"`
	Reading     float64            `yaml:"reading"`
	Reread      float64            `yaml:"reread"`
	Walk        float64            `yaml:"walk"`
	Drift       lastingEntry       `yaml:"drift"`
	Breaks      []breakEntry       `yaml:"breaks"`
	Outlier     outlierEntry       `yaml:"outlier"`
	Discrepancy discrepancyEntry   `yaml:"discrepancy"`
	Source      string             `yaml:"source"`
	Chart       string             `yaml:"chart"` // "" or "change": cumulated quantities may be drawn as monthly change
}

// lastingEntry is an error that fades with the distance in time.
type lastingEntry struct {
	SD   float64 `yaml:"sd"`
	Days float64 `yaml:"days"`
}

// discrepancyEntry is what the model itself is off by: an error that fades with the
// distance in time, a random walk from the start by the root of 30 days, or both.
type discrepancyEntry struct {
	SD   float64 `yaml:"sd"`
	Days float64 `yaml:"days"`
	Walk float64 `yaml:"walk"`
}

// outlierEntry is how many readings are outliers, and how far they may lie off.
type outlierEntry struct {
	Share float64 `yaml:"share"`
	SD    float64 `yaml:"sd"`
}

// breakEntry is a change of a claimant's method, in what it publishes from Date on.
type breakEntry struct {
	At       diag.Place `yaml:"-"`
	Claimant string     `yaml:"claimant"`
	Date     string     `yaml:"date"`
	SD       float64    `yaml:"sd"`
	Why      string     `yaml:"why"`
}

// eventEntry is a dated event as evidence: Variable is the probability that the
// event has happened; it happened after After and by By, known on Published.
type eventEntry struct {
	At        diag.Place `yaml:"-"`
	ID        string     `yaml:"id"`
	Title     string     `yaml:"title"`
	Variable  string     `yaml:"variable"`
	After     string     `yaml:"after"`
	By        string     `yaml:"by"`
	Published string     `yaml:"published"`
	Source    string     `yaml:"source"`
}

type scenarioEntry struct {
	At    diag.Place         `yaml:"-"`
	ID    string             `yaml:"id"`
	Title string             `yaml:"title"`
	Story string             `yaml:"story"`
	Set   map[string]float64 `yaml:"set"`
}

// measureEntry says what number to take from the runs; see explore.Reduction for
// Of. Against names a scenario whose same number is taken away; Per another
// measure to divide by.
type measureEntry struct {
	At       diag.Place    `yaml:"-"`
	Variable string        `yaml:"variable"`
	Of       string        `yaml:"of"`
	From     string        `yaml:"from"`
	Date     string        `yaml:"date"`
	Below    float64       `yaml:"below"`
	Scenario string        `yaml:"scenario"`
	Against  string        `yaml:"against"`
	Per      *measureEntry `yaml:"per"`
}

type effectEntry struct {
	At      diag.Place   `yaml:"-"`
	ID      string       `yaml:"id"`
	Title   string       `yaml:"title"`
	Unit    string       `yaml:"unit"`
	Text    string       `yaml:"text"` // a sentence, %s for the median and its range
	Measure measureEntry `yaml:"measure"`
	Claims  []string     `yaml:"quantities"` // whose claims bear on it
	Note    string       `yaml:"note"`
}

// leverEntry is a scenario that someone could choose, and who that is.
type leverEntry struct {
	At       diag.Place `yaml:"-"`
	Scenario string     `yaml:"scenario"`
	Whose    string     `yaml:"whose"`
}

// outcomeEntry is something by which levers are judged. Better is lower or higher; that
// is a value judgement, and For says whose.
type outcomeEntry struct {
	At      diag.Place   `yaml:"-"`
	ID      string       `yaml:"id"`
	Title   string       `yaml:"title"`
	Unit    string       `yaml:"unit"`
	Better  string       `yaml:"better"`
	For     string       `yaml:"for"`
	Measure measureEntry `yaml:"measure"` // of each lever's scenario
}

// crossEntry asks claims alone whether a quantity's pace was another in a window.
type crossEntry struct {
	At        diag.Place `yaml:"-"`
	ID        string     `yaml:"id"`
	Title     string     `yaml:"title"`
	Quantity  string     `yaml:"quantity"`
	Claimants []string   `yaml:"claimants"`
	From      string     `yaml:"from"`
	To        string     `yaml:"to"`
	Scenario  string     `yaml:"scenario"` // with which the model compares
}

type headlineEntry struct {
	At     diag.Place `yaml:"-"`
	Words  string     `yaml:"words"`  // what the number says, with {median}, {low}, {high}
	Effect string     `yaml:"effect"` // the effect it reports
}

type sliderEntry struct {
	At   diag.Place `yaml:"-"`
	Name string     `yaml:"name"`
	Text string     `yaml:"title"`
	Unit string     `yaml:"unit"`
	Min  float64    `yaml:"min"`
	Max  float64    `yaml:"max"`
	Step float64    `yaml:"step"`
	Help string     `yaml:"help"`
}

type chartEntry struct {
	At       diag.Place `yaml:"-"`
	Variable string     `yaml:"variable"`
	Title    string     `yaml:"title"`
	Unit     string     `yaml:"unit"`
}

// argumentFile is argument.yaml as written.
type argumentFile struct {
	At         diag.Place       `yaml:"-"`
	Source     string           `yaml:"source"`
	Rows       []string         `yaml:"rows"` // the parts of the argument, argumentRows where there are none
	Statements []statementEntry `yaml:"statements"`
}

// statementEntry is one statement of the argument and the test that decides it:
// the share of draws in which the measure is above (or below) the threshold.
type statementEntry struct {
	At      diag.Place   `yaml:"-"`
	ID      string       `yaml:"id"`
	Row     string       `yaml:"row"` // one of the argument's
	Text    string       `yaml:"text"`
	Test    string       `yaml:"test"` // the test in plain words
	Measure measureEntry `yaml:"measure"`
	Above   *float64     `yaml:"above"`
	Under   *float64     `yaml:"below"`
	Claims  []string     `yaml:"quantities"`
	Events  []string     `yaml:"events"` // dates of the timeline that bear on it
	Note    string       `yaml:"note"`
}
