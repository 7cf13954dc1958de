package desk_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"casus/internal/desk"
)

// copies makes copies of studies of this repository in a folder, and returns that.
func copies(t *testing.T, of map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, from := range of {
		if err := os.CopyFS(filepath.Join(root, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(root, name, "runs")); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const (
	small    = "../study/testdata/small"
	outbreak = "../study/testdata/outbreak"
)

// open opens a desk that looks at the files often, and runs it to the end of the test.
func open(t *testing.T, dir string, o desk.Options) *desk.Desk {
	t.Helper()
	if o.Poll == 0 {
		o.Poll = 20 * time.Millisecond
	}
	o.Version = "casus test"
	d, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); d.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	return d
}

func get(t *testing.T, d *desk.Desk, name string) desk.Study {
	t.Helper()
	s, ok := d.Study(name)
	if !ok {
		t.Fatalf("there is no study %q", name)
	}
	return s
}

// until waits for a state of a study that comes by itself.
func until(t *testing.T, d *desk.Desk, name, what string, is func(desk.Study) bool) desk.Study {
	t.Helper()
	deadline := time.After(time.Minute)
	for {
		news := d.News()
		if s, ok := d.Study(name); ok && is(s) {
			return s
		}
		select {
		case <-news:
		case <-deadline:
			s, ok := d.Study(name)
			t.Fatalf("%s: it never came that %s; it is %q (there: %v), last job %+v", name, what, s.State, ok, s.Last)
		}
	}
}

func start(t *testing.T, d *desk.Desk, name string, kind desk.Kind) desk.Ticket {
	t.Helper()
	ticket, err := d.Start(name, kind)
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func wait(t *testing.T, ticket desk.Ticket) desk.Job {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	j, err := ticket.Wait(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// save replaces a text of a file, which must be there.
func save(t *testing.T, dir, name, was, is string) {
	t.Helper()
	path := filepath.Join(dir, name)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(src, []byte(was)) {
		t.Fatalf("%s does not hold %q", name, was)
	}
	// As editors do: the file is whole whenever it is looked at.
	if err := os.WriteFile(path+"~", bytes.Replace(src, []byte(was), []byte(is), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

func TestStudiesOfAFolderAreFound(t *testing.T) {
	root := copies(t, map[string]string{"small": small, "of/others/outbreak": outbreak, ".hidden/small": small, "node_modules/small": small, "a/b/c/d/e": small})
	outside := copies(t, map[string]string{"small": small})
	if err := os.Symlink(filepath.Join(outside, "small"), filepath.Join(root, "linked")); err != nil {
		t.Fatal(err)
	}
	d := open(t, root, desk.Options{})
	var names []string
	for _, s := range d.Studies() {
		names = append(names, s.Name)
	}
	if want := []string{"of/others/outbreak", "small"}; !slices.Equal(names, want) {
		t.Errorf("studies %v, want %v", names, want)
	}
	if s := get(t, d, "small"); s.State != desk.NotRun || s.Title != "Guest troops in a made-up war" || s.Faults() != 0 || s.Register.Len() == 0 {
		t.Errorf("small is %+v", s)
	}
	if s := get(t, d, "of/others/outbreak"); s.State != desk.Tables {
		t.Errorf("outbreak is %q", s.State)
	}
	if _, err := d.Start("of/others/outbreak", desk.Quick); err == nil || !strings.Contains(err.Error(), "casus calibrate") {
		t.Errorf("a study without claims was started with %v", err)
	}
	if d.Single() != "" {
		t.Errorf("a folder of studies counts as the study %s", d.Single())
	}
	// One that comes later is found, and one that goes is taken away.
	if err := os.CopyFS(filepath.Join(root, "later"), os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	until(t, d, "later", "it is found", func(s desk.Study) bool { return s.State == desk.NotRun })
	if err := os.RemoveAll(filepath.Join(root, "later")); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, ok := d.Study("later"); !ok {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a study that is gone stands still there")
		}
	}
}

func TestAStudyItself(t *testing.T) {
	root := copies(t, map[string]string{"small": small})
	d := open(t, filepath.Join(root, "small"), desk.Options{})
	if d.Single() != "small" || len(d.Studies()) != 1 {
		t.Errorf("the desk is of %q with %d studies", d.Single(), len(d.Studies()))
	}
	if _, err := desk.Open(t.TempDir(), desk.Options{}); err == nil || !strings.Contains(err.Error(), "holds no study") {
		t.Errorf("an empty folder was opened with %v", err)
	}
	if _, err := desk.Open(filepath.Join(root, "nowhere"), desk.Options{}); err == nil {
		t.Error("a folder that is not there was opened")
	}
}

// A study may come from a stranger: it is read from its own folder alone.
func TestNothingOutsideAStudyIsRead(t *testing.T) {
	const secret = "not for the page"
	for name, lay := range map[string]func(dir, outside string) error{
		"a name with dots": func(dir, outside string) error {
			return sub(dir, "study.yaml", "claims: claims.csv", "claims: ../secret.csv")
		},
		"an absolute name": func(dir, outside string) error {
			return sub(dir, "study.yaml", "claims: claims.csv", "claims: "+outside)
		},
		"a link": func(dir, outside string) error {
			return link(outside, filepath.Join(dir, "claims.csv"))
		},
		"study.yaml itself": func(dir, outside string) error {
			return link(outside, filepath.Join(dir, "study.yaml"))
		},
		"a folder that is a link": func(dir, outside string) error {
			if err := link(filepath.Dir(outside), filepath.Join(dir, "more")); err != nil {
				return err
			}
			return sub(dir, "study.yaml", "timeline: timeline.csv", "timeline: more/secret.csv")
		},
	} {
		t.Run(name, func(t *testing.T) {
			root := copies(t, map[string]string{"x/small": small})
			outside := filepath.Join(root, "x", "secret.csv")
			if err := os.WriteFile(outside, []byte(secret+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := lay(filepath.Join(root, "x", "small"), outside); err != nil {
				t.Fatal(err)
			}
			d := open(t, filepath.Join(root, "x"), desk.Options{})
			s := get(t, d, "small")
			var b bytes.Buffer
			if err := s.List.Print(&b); err != nil {
				t.Fatal(err)
			}
			if s.State != desk.Faulty || !strings.Contains(b.String(), "outside the study's folder") || strings.Contains(b.String(), secret) {
				t.Errorf("state %q, %v:\n%s", s.State, s.Err, b.String())
			}
		})
	}
}

func sub(dir, name, was, is string) error {
	path := filepath.Join(dir, name)
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Replace(src, []byte(was), []byte(is), 1), 0o644)
}

func link(to, path string) error {
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	return os.Symlink(to, path)
}
