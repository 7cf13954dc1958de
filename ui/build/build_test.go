package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestDistIsFresh fails when ui/dist is not what ui/src builds to.
func TestDistIsFresh(t *testing.T) {
	files, err := build("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"page.js", "page.css", "desk.js", "desk.css", "bar.css"} {
		if len(files[name]) == 0 {
			t.Errorf("the build gave no %s", name)
		}
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "dist", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("ui/dist/%s is stale: run go generate ./ui", name)
		}
	}
}

// TestPageIsSmall keeps the page's own code from growing unseen: a brief is sent
// by mail, and most of it should be its data.
func TestPageIsSmall(t *testing.T) {
	const most = 240 << 10
	size := 0
	for _, name := range []string{"page.js", "page.css"} {
		text, err := os.ReadFile(filepath.Join("..", "dist", name))
		if err != nil {
			t.Fatal(err)
		}
		size += len(text)
	}
	if size > most {
		t.Errorf("script and style are %d bytes together, more than %d", size, most)
	}
}
