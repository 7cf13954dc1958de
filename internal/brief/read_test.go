package brief_test

import (
	"bytes"
	"strings"
	"testing"

	"casus/internal/brief"
)

// What is read and written again is the same page, to the byte.
func TestReadGivesThePageBack(t *testing.T) {
	want := write(t, fixture())
	d, err := brief.Read(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := write(t, d); !bytes.Equal(got, want) {
		t.Error("the page written from what was read is another")
	}
}

// Nothing of a page but its data comes through.
func TestReadLeavesForeignScriptsBehind(t *testing.T) {
	page := bytes.Replace(write(t, fixture()), []byte("</body>"), []byte("<script>steal()</script></body>"), 1)
	d, err := brief.Read(page)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(write(t, d)), "steal") {
		t.Error("a foreign script came through")
	}
}

func TestReadRefusesWhatIsNoBrief(t *testing.T) {
	for name, page := range map[string]string{
		"another page":    "<html><body>hello",
		"nothing":         "",
		"broken data":     `<script id="data" type="application/json">{"title": 3}</script>`,
		"half the data":   `<script id="data" type="application/json">{"title": "a`,
		"data of no form": `<script id="data" type="application/json">{"effects": [{"id": "e", "scenario": "none"}]}</script>`,
	} {
		if _, err := brief.Read([]byte(page)); err == nil {
			t.Errorf("%s was read as a brief", name)
		}
	}
}
