package study

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"casus/internal/diag"
)

// Inside tells, before a study is loaded, which of the files that it names do not lie in
// its folder: names that lead out of it and links to elsewhere. A person at the command
// line may share a model among studies; a server, which may be handed a stranger's study,
// reads nothing outside. The error is for a study.yaml that can't be opened.
func Inside(dir string) (diag.List, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	path := filepath.Join(dir, "study.yaml")
	var list diag.List
	if leadsOut(root, "study.yaml") {
		list.Faultf("study-outside", diag.Place{File: path}, "study.yaml is a link to a file outside the study's folder")
		return list, nil
	}
	var f file
	if _, err := readYAML(path, &f); err != nil { // its faults are Load's to tell
		return nil, fmt.Errorf("%w\ncasus: hint: a study is a folder with a study.yaml", err)
	}
	check := func(at diag.Place, name string) {
		if name != "" && leadsOut(root, name) {
			outside(&list, at, name)
		}
	}
	for _, name := range []string{f.Model, f.Claims, f.Timeline, f.Argument} {
		check(f.At, name)
	}
	for _, d := range f.Data {
		check(d.At, d.File)
	}
	for _, v := range f.Variants {
		check(v.At, v.Model)
	}
	return list, nil
}

// Outside tells which files a loaded study was read from that do not lie in its folder:
// those of Inside and the data files that its model names.
func (s *Study) Outside() (diag.List, error) {
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var list diag.List
	for _, name := range s.Files {
		if leadsOut(root, name) {
			outside(&list, diag.Place{File: s.Model.File}, name)
		}
	}
	return list, nil
}

func outside(list *diag.List, at diag.Place, name string) {
	d := list.Faultf("study-outside", at, "%s lies outside the study's folder", name)
	d.Reason = "a study that is served is read from its own folder alone"
	d.Hint = "copy the file into the folder, or use casus examine"
}

// leadsOut reports whether a name leads out of the folder, by itself or by a link. What is
// missing does not.
func leadsOut(root *os.Root, name string) bool {
	name = filepath.FromSlash(name)
	if !filepath.IsLocal(name) {
		return true
	}
	_, err := root.Stat(name)
	return err != nil && !errors.Is(err, fs.ErrNotExist)
}
