package program

// Pass is one improvement of a program. It keeps every output's bits for every
// vector of params: what differs is the work that a run takes.
type Pass struct {
	Name string
	Doc  string
	Run  func(*Program)
}

// Passes are the passes in the order in which Optimise runs them. Folding comes
// first, since a constant is neither hoisted nor kept; hoisting before common
// values, since it brings what Step computes next to what Setup computes already;
// dead values last, since the others leave some behind.
var Passes = []Pass{
	{"fold", "compute what constants alone decide, and drop operations that change nothing", fold},
	{"hoist", "move what depends on neither time nor state from each step to setup", hoist},
	{"common", "compute each value once", common},
	{"dead", "drop values, kept values and tables that nothing reads", dead},
}

// Optimise runs all passes. The program must pass Check, and still does so then.
func Optimise(p *Program) {
	for _, pass := range Passes {
		pass.Run(p)
	}
}

// rewriter rebuilds a block value by value.
type rewriter struct {
	out Block
	to  []ID // the new place of each old value
}

// rewrite rebuilds a block: f gets each value, its operands already at their new
// places, and says at which new place the value now stands.
func rewrite(block Block, f func(r *rewriter, v Value) ID) *rewriter {
	r := &rewriter{out: make(Block, 0, len(block)), to: make([]ID, len(block))}
	for i, v := range block {
		args := v.Operands()
		for j, a := range args {
			args[j] = r.to[a]
		}
		r.to[i] = f(r, v)
	}
	return r
}

func (r *rewriter) add(v Value) ID {
	r.out = append(r.out, v)
	return ID(len(r.out) - 1)
}

func (r *rewriter) move(ids []ID) {
	for i, id := range ids {
		ids[i] = r.to[id]
	}
}

// setSetup puts a rebuilt setup in place.
func (p *Program) setSetup(r *rewriter) {
	p.Setup = r.out
	r.move(p.Kept)
	r.move(p.Initial)
}

// setStep puts a rebuilt step in place.
func (p *Program) setStep(r *rewriter) {
	p.Step = r.out
	r.move(p.Rates)
	for i := range p.Outputs {
		p.Outputs[i].Value = r.to[p.Outputs[i].Value]
	}
}
