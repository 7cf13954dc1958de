package infer

import (
	"runtime"
	"sync"
)

// spread calls f for 0 to n-1, on all cores. What f writes must be its own.
func spread(n int, f func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	all.Wait()
}
