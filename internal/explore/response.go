package explore

import "math"

// Response is how the mean of an answer moves with a number that is held fixed, for each
// unit of the number.
//
// Held is how fast it moves with all that is learned where it is. Learned lets the posterior
// move along: by how the answer covaries, over its draws, with what the change does to the
// draw's log-likelihood (Gustafson 1996, Local sensitivity of posterior expectations; Giordano,
// Broderick and Jordan 2018, Covariances, robustness, and variational Bayes, theorem 1). It is
// what another calibration would say of a small change, and no more than that of a large one.
type Response struct {
	Held, Learned float64
	Error         float64 // standard error of Learned, by leaving out each chain in turn
}

// Responds is the response over draws of the answer and of the log-likelihood with the
// number a little lower and a little higher, step between the two. Draws stand chain by
// chain, all of one length; those in which the answer is no number do not count.
func Responds(low, high, logLow, logHigh []float64, step float64, chains int) Response {
	var of pairs
	for i := range low {
		if d := high[i] - low[i]; Finite(d) {
			of.chain = append(of.chain, i*chains/len(low))
			of.direct, of.answer = append(of.direct, d/step), append(of.answer, low[i]+d/2)
			of.score = append(of.score, (logHigh[i]-logLow[i])/step)
		}
	}
	var r Response
	r.Held, r.Learned = of.without(-1)
	learned := make([]float64, chains)
	for c := range chains {
		_, learned[c] = of.without(c)
	}
	r.Error = Jackknife(learned)
	return r
}

// pairs are, draw by draw, how fast the answer moves by itself, the answer, and how fast the
// log-likelihood moves.
type pairs struct {
	chain                 []int
	direct, answer, score []float64
}

// without is the response without one chain, of all where that is -1.
func (p *pairs) without(chain int) (held, learned float64) {
	n, answer, score := 0.0, 0.0, 0.0
	for i, c := range p.chain {
		if c != chain {
			n, held, answer, score = n+1, held+p.direct[i], answer+p.answer[i], score+p.score[i]
		}
	}
	held, answer, score = held/n, answer/n, score/n
	together := 0.0
	for i, c := range p.chain {
		if c != chain {
			together += (p.answer[i] - answer) * (p.score[i] - score)
		}
	}
	return held, held + together/(n-1)
}

// Pull is how fast the log evidence moves with the number (Fisher's identity: as the mean of
// what the change does to a draw's log-likelihood), with its standard error. The claims speak
// for more of the number where it is positive.
func Pull(logLow, logHigh []float64, step float64, chains int) (pull, err float64) {
	n := len(logLow)
	sums, without := make([]float64, chains), make([]float64, chains)
	for i := range logLow {
		v := (logHigh[i] - logLow[i]) / step
		pull += v / float64(n)
		sums[i*chains/n] += v
	}
	for c := range chains {
		without[c] = (pull*float64(n) - sums[c]) / float64(n-n/chains)
	}
	return pull, Jackknife(without)
}

// Jackknife is the standard error of an estimate from those without each part of the data
// in turn (Tukey 1958).
func Jackknife(without []float64) float64 {
	mean, n, sum := 0.0, float64(len(without)), 0.0
	for _, v := range without {
		mean += v / n
	}
	for _, v := range without {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum * (n - 1) / n)
}
