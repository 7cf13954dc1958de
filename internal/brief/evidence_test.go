package brief_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// From any number to its claims in one click, to the source or the register in the next;
// Escape gives the focus back.
func TestSourcesInTwoClicks(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(b => { b.focus(); b.click() })(document.querySelector('#row-deployment-and-arrangement .statement .sources'))`))
	until(t, ctx, `document.querySelectorAll('.panel .claimlist li').length === 6`)
	if n := eval[int](t, ctx, `document.querySelectorAll('.panel a.outside[href^="https://"]').length`); n != 6 {
		t.Errorf("%d of 6 claims lead to their source", n)
	}
	if !eval[bool](t, ctx, `document.querySelector('.panel').contains(document.activeElement)`) {
		t.Error("the panel did not take the focus")
	}
	do(t, ctx, chromedp.KeyEvent("\u001b"))
	until(t, ctx, `document.querySelector('.panel') === null && document.activeElement.className.includes('sources')`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.click()`))
	until(t, ctx, `document.querySelector('.panel') !== null`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.panel a[href="#evidence"]').click()`))
	until(t, ctx, `document.querySelectorAll('.claims tbody tr').length === 6`)
	// A link to a claim that the filter hides brings it back.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('#row-deployment-and-arrangement a.claim')[3].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`))
	until(t, ctx, `document.activeElement?.id.startsWith('c-C1') ?? false`)
}

// Relays are told under what they carry, a revision with what it revises.
func relaysAndRevisionsAreVisible(t *testing.T, ctx context.Context) {
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('#row-deployment-and-arrangement .lead .sources').click()`))
	until(t, ctx, `document.querySelector('.panel') !== null`)
	text := eval[string](t, ctx, `document.querySelector('.panel').innerText`)
	for _, part := range []string{"Carried on by The Wire: counted once", "Revises "} {
		if !contains(text, part) {
			t.Errorf("the sources do not say %q", part)
		}
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .revisions line').length`); n != 1 {
		t.Errorf("%d revisions are drawn, want 1", n)
	}
}

// Conflicting counts stand side by side, one row a claimant, over the band of the estimate.
func TestConflictingCountsSideBySide(t *testing.T) {
	ctx := open(t, 1440, "")
	if n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .disputed rect').length`); n < 5 {
		t.Errorf("%d months in which claimants differ are hatched", n)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('#row-deployment-and-arrangement .switch button')].find(b => b.textContent === 'Counts').click()`))
	until(t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .counts a.claim').length > 2`)
	if !eval[bool](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .counts rect.band0, #row-deployment-and-arrangement .counts rect.band2').length === 2`) {
		t.Error("the estimate's bands do not lie behind the counts")
	}
	rows := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .counts svg > g').length - 1`) // less the axes
	said := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .counts .small').textContent`)
	if rows < 2 || !contains(said, "claimants of days within a month") {
		t.Errorf("%d rows; %q", rows, said)
	}
}

// Explanations are rows and evidence columns; what tells nothing apart is grey.
func TestRivalExplanations(t *testing.T) {
	ctx := open(t, 1440, "#rivals")
	until(t, ctx, `document.querySelector('#rivals tbody').innerText !== ''`) // what is far from the window has no text to see
	got := eval[[]string](t, ctx, `[...document.querySelectorAll('#rivals tbody tr')].map(r => r.cells[0].textContent + ' ' + r.cells[3].innerText.replace(/\s+/g, ' '))`)
	want := []string{"the contingent moved ground 4.1× for it", "the contingent moved no ground 1/4.1 against it", "the cut road hastened it 1/1.7 barely against", "the road did not matter 1.7× barely for"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("row %d is %q, want %q", i, got, want[i])
		}
	}
	silent := eval[[]bool](t, ctx, `[...document.querySelectorAll('#rivals thead th')].slice(2, 6).map(h => h.classList.contains('silent'))`)
	if len(silent) != 4 || !silent[0] || silent[1] || !silent[2] || !silent[3] {
		t.Errorf("greyed columns %v, want all but the second", silent)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('#rivals thead button')[1].click()`))
	until(t, ctx, `document.querySelectorAll('.panel .claimlist li').length > 0`)
}

// The timeline lies under every chart over time, to its scale.
func eventsLieUnderTheCharts(t *testing.T, ctx context.Context) {
	n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .lead .events .event').length`)
	named := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .lead .event.named title').textContent`)
	if n < 15 || named != "18 October 2024: Envoys of the League meet and condemn the deployment" {
		t.Errorf("%d events; the one that the statement names is %q", n, named)
	}
}
