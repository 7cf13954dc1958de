// Package ui holds the built page of a brief, one script and one style sheet, and those of
// the server's own pages, made from the TypeScript in src by the command in build. The built form is committed, so that
// a plain go build needs neither node nor the network; a test beside the command
// fails when it is stale.
package ui

import _ "embed"

//go:generate go run ./build

// Script is the page's script, for an inline script element.
//
//go:embed dist/page.js
var Script []byte

// Style is the page's style sheet, for an inline style element.
//
//go:embed dist/page.css
var Style []byte

// DeskScript is the script of the server's own pages.
//
//go:embed dist/desk.js
var DeskScript []byte

// DeskStyle is the style sheet of the server's own pages.
//
//go:embed dist/desk.css
var DeskStyle []byte

// BarStyle is that of the bar which the server puts above a brief.
//
//go:embed dist/bar.css
var BarStyle []byte
