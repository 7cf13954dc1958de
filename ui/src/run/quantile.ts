/** Type 7 of Hyndman and Fan (1996), as in the rest of casus; of ascending numbers. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const h = p * (sorted.length - 1)
  const i = Math.max(0, Math.min(Math.floor(h), sorted.length - 2))
  const a = sorted[i] ?? NaN
  return a + (h - i) * ((sorted[i + 1] ?? a) - a)
}

/** n numbers that stand for all: the middles of n equal parts of the distribution. */
export function dots(values: ArrayLike<number>, n = 50): number[] {
  const sorted = Float64Array.from(values).sort()
  return Array.from({ length: n }, (_, i) => quantile(sorted, (i + 0.5) / n))
}

/** Changes a month from running totals by week, as internal/brief/run.go takes them. */
export function monthly(series: ArrayLike<number>, every: number): number[] {
  const back = 4
  const scale = 30.4375 / (back * every)
  return Array.from(series, (v, i) => i < back ? NaN : (v - series[i - back]!) * scale)
}
