package study

// The files in which long analyses are kept beside a study, for its brief.
const (
	VariantsFile = "variants.json"
	BacktestFile = "backtest.json"
)
