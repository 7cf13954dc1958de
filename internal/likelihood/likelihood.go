// Package likelihood says how probable the claims are, given what a model puts
// out. It sees claims as readings of biased sensors and works on numbers alone:
// it reads no file, and knows neither the model nor the sampler that calls it.
//
// # The errors of a reading
//
// A quantity has a scale on which errors add: T(x) = log(x + offset), the log odds
// of a percentage, or x itself. The residual of claim i, r(i) = T(y(i)) - T(g(i)),
// with g(i) what the model puts out for it, is the sum of
//
//   - the bias of its claimant, one number for all it says of the quantity, with a
//     mean by side: the direction of its interest;
//   - where the quantity says so, a drift of that bias with the date spoken of, an
//     Ornstein-Uhlenbeck process of each claimant's own, and, from the day on which a
//     claimant changed its method, a further bias;
//   - an error shared by a group of claimants who draw on the same sources (one who
//     is in no group has this error alone);
//   - for running totals, a random walk of the claimant's counting, which starts at
//     the first row of the model; a change or a rate by the same claimant has the
//     walk's increment over its window, so that totals and changes agree. That the
//     increment enters a change with weight one is an approximation: exactly, the
//     weight depends on total and change and so on the parameters;
//   - the error of the reading, shared by all that the claimant says about the same
//     day (or window), and a smaller one for each statement: a second statement
//     about one day is a re-reading, not a new event;
//   - the model's own discrepancy at that date, an Ornstein-Uhlenbeck process that
//     all claimants share (Kennedy and O'Hagan 2001; mid-window for changes).
//
// Where the quantity says so, an exact reading may be an outlier, see outlier.go.
//
// All are normal and independent of one another, so the residuals of a quantity are
// jointly normal, and their covariance does not depend on the model's parameters
// but for a factor on the reading errors of each side, which the sampler learns.
//
// # How a claim is read
//
//   - a single number is an exact reading;
//   - a number with a low and a high: these are a stated 90 % range, and widen the
//     reading's own error by ((T(high)-T(low))/3.29)²; with one of them only, the
//     range is taken as even on both sides;
//   - a number that repeats its own low (or high) end, "at least 6,000": the
//     claimant's own figure lies above what it says by a half-normal amount of the
//     size of a reading error, since one who knew of much more would say so. The
//     half-normal is replaced by the normal with its mean and variance;
//   - low and high without a number: the claimant's figure is somewhere between,
//     log(Phi(b)-Phi(a)); low alone or high alone: log Phi of one side.
//
// Rates are read as the change over their window, shares as the part that they are
// of the other output, so errors stand on one scale for all readings of a quantity.
//
// # The order of publication
//
// The log-likelihood is a sum of increments: each claim's log density given the
// exact claims published before it, by the chain rule along a Cholesky factor that
// grows by one row a claim. On one day exact claims come first (their joint density
// does not depend on their order), then the censored ones, each given the exact
// claims up to and with that day. A row of the factor depends on earlier rows only,
// so nothing published later changes an earlier increment, to the last bit. The
// price is an approximation: censored claims condition on exact ones and never the
// other way round, nor on one another.
//
// A point at which a reading makes no sense, such as nothing or less on a log scale
// without an offset, gets a residual of log(10⁶), 13.8 (on the linear scale, of a
// thousand standard deviations): a penalty that no other evidence outweighs, but
// finite, so that a sampler that starts there finds its way.
package likelihood
