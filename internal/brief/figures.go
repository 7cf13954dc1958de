package brief

import "casus/internal/evidence"

// Figures is a claim's numbers as its file has them, in words: "at least 3000 persons".
func Figures(c *evidence.Claim) string { return figures(c) }
