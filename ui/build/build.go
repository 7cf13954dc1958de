package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// build bundles the page of the given ui folder and returns its files by name.
// The worker is bundled first: the page carries its text as a string and starts
// it from a Blob, since a page opened from the disk may load no second file.
func build(dir string) (map[string][]byte, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	worker, err := bundle(dir, "src/run/worker.ts", nil)
	if err != nil {
		return nil, err
	}
	source := string(worker["worker.js"])
	page, err := bundle(dir, "src/page.tsx", []api.Plugin{workerPlugin(source)})
	if err != nil {
		return nil, err
	}
	for name, text := range page {
		// Both end an inline element early; neither is ever needed in the page.
		for _, bad := range []string{"</script", "</style", "<!--"} {
			if strings.Contains(strings.ToLower(string(text)), bad) {
				return nil, fmt.Errorf("%s contains %q and can't be put inline", name, bad)
			}
		}
	}
	// The server's own pages; they are files of its own, not inline.
	for _, entry := range []string{"src/desk/desk.ts", "src/desk/bar.css"} {
		files, err := bundle(dir, entry, nil)
		if err != nil {
			return nil, err
		}
		maps.Copy(page, files)
	}
	return page, nil
}

func bundle(dir, entry string, plugins []api.Plugin) (map[string][]byte, error) {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     dir,
		EntryPoints:       []string{entry},
		Outdir:            "dist",
		Bundle:            true,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		JSX:               api.JSXTransform,
		JSXFactory:        "h",
		JSXFragment:       "Fragment",
		TsconfigRaw:       "{}", // the build must not depend on editor settings
		Plugins:           plugins,
		Alias: map[string]string{
			"preact":       filepath.Join(dir, "vendor/preact/src/index.js"),
			"preact/hooks": filepath.Join(dir, "vendor/preact/hooks/src/index.js"),
		},
	})
	var faults []error
	for _, m := range append(result.Errors, result.Warnings...) {
		if m.Location != nil {
			faults = append(faults, fmt.Errorf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text))
		} else {
			faults = append(faults, errors.New(m.Text))
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	files := make(map[string][]byte, len(result.OutputFiles))
	for _, f := range result.OutputFiles {
		files[filepath.Base(f.Path)] = f.Contents
	}
	return files, nil
}

// workerPlugin gives the text of the bundled worker to `import x from "worker:source"`.
func workerPlugin(source string) api.Plugin {
	return api.Plugin{Name: "worker", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^worker:source$`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: "worker"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "worker"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			return api.OnLoadResult{Contents: &source, Loader: api.LoaderText}, nil
		})
	}}
}
