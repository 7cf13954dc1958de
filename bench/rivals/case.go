package main

import (
	"fmt"
	"os"

	"casus/internal/compile"
	"casus/internal/program"
)

// benchCase is a model and the work that is done with it.
type benchCase struct {
	name, what string
	file       string   // of the model, or empty where text has it
	text       string   // the model
	vary       []string // its constants that differ between members
	outputs    []string
	hand       string // the C written by hand, a file of the folder hand, or empty
	defines    []string
}

// pick is the case of a name.
func pick(name, world3 string) (*benchCase, error) {
	switch name {
	case "flagship":
		return &benchCase{name: name, what: "the flagship's model as it first was, 1,095 days", file: "bench/rivals/hand/flagship.mdl", hand: "flagship.c",
			vary:    []string{"First Wave Size", "Casualty Hazard", "Russian Casualty Hazard", "Narrative Erosion", "Learning Rate"},
			outputs: []string{"Russian Troops", "Aid", "Narrative", "Support For The War", "Ground Gained Total", "Precedent", "Lesson"}}, nil
	case "provinces":
		return provinces(name, 9, 400, false), nil
	case "regions":
		return provinces(name, 137, 1000, true), nil
	case "world3":
		if world3 == "" {
			return nil, fmt.Errorf("World3-03 is not ours to give: say where a copy is with -world3 FILE.mdl")
		}
		return &benchCase{name: name, what: "World3-03, 400 steps", file: world3,
			vary:    []string{"life expectancy normal", "land fraction harvested", "initial nonrenewable resources", "desired completed family size normal", "industrial capital output ratio 1"},
			outputs: []string{"population", "industrial output", "persistent pollution index", "life expectancy", "fraction of resources remaining", "food per capita", "Human Welfare Index"}}, nil
	}
	return nil, fmt.Errorf("there is no case %q: use flagship, provinces, regions or world3", name)
}

// load compiles the model for its outputs.
func (c *benchCase) load(dir string) (*program.Program, error) {
	if c.file == "" {
		c.file = dir + "/" + c.name + ".mdl"
		if err := os.WriteFile(c.file, []byte(c.text), 0o644); err != nil {
			return nil, err
		}
	}
	m, err := compile.File(c.file)
	if err != nil {
		return nil, err
	}
	if err := m.Faults.Err(); err != nil {
		return nil, err
	}
	p := m.Program.Prune(c.outputs)
	if len(p.Outputs) != len(c.outputs) {
		return nil, fmt.Errorf("%s has %d of the %d outputs", c.file, len(p.Outputs), len(c.outputs))
	}
	p.Time.SaveEvery = 1
	return p, nil
}

// varied is the value that a member has of the constant with that number in the list.
func varied(x float64, member, constant int) float64 {
	return x * (0.9 + 0.2*float64(member*(constant+1)%1000)/1000)
}
