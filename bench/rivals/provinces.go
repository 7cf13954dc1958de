package main

import (
	"fmt"
	"strings"
)

// province is what each of them has, in Vensim's language: R stands for its number, X for
// a subscript where there is one, and F for a factor by which provinces differ. Lines of
// the same kind follow each other as in World3: stocks, flows, and effects by table.
const province = `
PopulationR = INTEG(BirthsR - DeathsR + MovingR, 100 * F) ~~|
CapitalR = INTEG(InvestmentR - WearR, 200) ~~|
SoilR = INTEG(RenewalR - ErosionR, 150) ~~|
Perceived IncomeR = INTEG((IncomeR - Perceived IncomeR) / Perception Time, 1) ~~|
Capital Per HeadR = CapitalR / PopulationR ~~|
Yield From CapitalR = WITH LOOKUP(Capital Per HeadR, ((0,TY0),(1,TY1),(2,TY2),(4,TY3),(8,TY4),(16,TY5))) ~~|
FoodR = SoilR * Yield Normal * Yield From CapitalR ~~|
Food RatioR = FoodR / PopulationR / Subsistence ~~|
Life From FoodR = WITH LOOKUP(Food RatioR, ((0,TL0),(1,TL1),(2,TL2),(3,TL3),(4,TL4),(5,TL5))) ~~|
Life From PollutionR = WITH LOOKUP(Pollution Index, ((0,TP0),(10,TP1),(20,TP2),(30,TP3),(40,TP4),(50,TP5),(60,TP6))) ~~|
Life ExpectancyR = MAX(5, Life Normal * Life From FoodR * Life From PollutionR) ~~|
DeathsR = PopulationR / Life ExpectancyR ~~|
Births From IncomeR = WITH LOOKUP(Perceived IncomeR, ((0,TB0),(0.5,TB1),(1,TB2),(1.5,TB3),(2,TB4),(2.5,TB5))) ~~|
BirthsR = PopulationR * Fertility * Births From IncomeR * MIN(1, Food RatioR) ~~|
LabourR = PopulationR * Share At Work ~~|
Labour UseR = MIN(1, LabourR / (CapitalR * Jobs Per Capital)) ~~|
OutputR = CapitalR / Capital Output Ratio * Labour UseR ~~|
IncomeR = OutputR / PopulationR ~~|
Share InvestedR = WITH LOOKUP(Food RatioR, ((0,TI0),(0.5,TI1),(1,TI2),(1.5,TI3),(3,TI4))) ~~|
InvestmentR = OutputR * Share InvestedR ~~|
WearR = CapitalR / Capital Life ~~|
Erosion From UseR = WITH LOOKUP(Capital Per HeadR, ((0,TE0),(2,TE1),(4,TE2),(6,TE3),(8,TE4),(10,TE5),(12,TE6))) ~~|
ErosionR = SoilR * Erosion From UseR ~~|
RenewalR = (150 - SoilR) / Renewal Time ~~|
MovingR = Moving Share * MAX(-1, MIN(1, IncomeR / World Income - 1)) * PopulationR ~~|
`

// tables are the points' heights, as in provinces.c.
var tables = map[string][]float64{
	"TY": {0.4, 1, 1.5, 2.1, 2.6, 2.9}, "TL": {0.1, 0.8, 1.1, 1.25, 1.35, 1.4},
	"TP": {1, 0.98, 0.93, 0.85, 0.7, 0.5, 0.25}, "TB": {1.2, 1.1, 1, 0.8, 0.65, 0.6},
	"TI": {0.02, 0.1, 0.2, 0.26, 0.3}, "TE": {0.001, 0.004, 0.01, 0.02, 0.035, 0.05, 0.06},
}

const world = `{UTF-8}
World Population = POPULATIONS ~~|
World Output = OUTPUTS ~~|
World Income = World Output / World Population ~~|
Pollution Made = World Output * Pollution Per Output / SIZE ~~|
Arriving One = INTEG(Pollution Made - Arriving One / Arrival Time, 1) ~~|
Arriving Two = INTEG((Arriving One - Arriving Two) / Arrival Time, 1) ~~|
Arriving Three = INTEG((Arriving Two - Arriving Three) / Arrival Time, 1) ~~|
Pollution = INTEG(Arriving Three / Arrival Time - Absorption, 20) ~~|
Pollution Index = Pollution / 20 ~~|
Absorption Slowed = WITH LOOKUP(Pollution Index, ((0,1),(5,1.5),(10,2.2),(20,4),(40,7))) ~~|
Absorption = Pollution / (Absorption Time * Absorption Slowed) ~~|
Fertility = 0.04 ~~|
Life Normal = 50 ~~|
Yield Normal = 0.8 ~~|
Capital Output Ratio = 3 ~~|
Pollution Per Output = 0.02 ~~|
Perception Time = 10 ~~|
Subsistence = 0.7 ~~|
Share At Work = 0.6 ~~|
Jobs Per Capital = 0.35 ~~|
Capital Life = 15 ~~|
Renewal Time = 60 ~~|
Moving Share = 0.01 ~~|
Arrival Time = 6 ~~|
Absorption Time = 1.5 ~~|
INITIAL TIME = 0 ~~|
TIME STEP = 0.5 ~~|
SAVEPER = TIME STEP ~~|
`

// provinces is a model of our own, of World3's kind: so many provinces that grow, feed
// themselves and share one sky, each with 25 variables and six tables; 55 tables with
// nine of them. As arrays it has the size of C-LEARN with 137.
func provinces(name string, regions, steps int, arrays bool) *benchCase {
	var b strings.Builder
	var populations, outputs []string
	number := func(x float64) string { return fmt.Sprint(x) }
	text := func(r int, x, f string) string {
		replace := []string{"R =", x + " =", "R,", x + ",", "R)", x + ")", "R ", x + " ", "F,", f + ",", "* F)", "* " + f + ")"}
		for key, heights := range tables {
			for i, y := range heights {
				replace = append(replace, fmt.Sprintf("%s%d", key, i), number(y*scale(key, r, arrays)))
			}
		}
		return strings.NewReplacer(replace...).Replace(province)
	}
	element := func(r int) string { return fmt.Sprintf(" %d", r+1) }
	if arrays {
		element = func(r int) string { return fmt.Sprintf("[R%d]", r+1) }
		fmt.Fprintf(&b, "Region: (R1-R%d) ~~|\nRegion Factor[Region] = ", regions)
		for r := range regions {
			if r > 0 {
				b.WriteString(", ")
			}
			b.WriteString(number(factor(r)))
		}
		b.WriteString(" ~~|\n" + text(0, "[Region]", "Region Factor[Region]"))
		populations, outputs = []string{"SUM(Population[Region!])"}, []string{"SUM(Output[Region!])"}
	} else {
		for r := range regions {
			b.WriteString(text(r, element(r), number(factor(r))))
			populations, outputs = append(populations, "Population"+element(r)), append(outputs, "Output"+element(r))
		}
	}
	head := strings.NewReplacer("POPULATIONS", strings.Join(populations, " + "), "OUTPUTS", strings.Join(outputs, " + "), "SIZE", fmt.Sprint(regions)).Replace(world)
	return &benchCase{
		name: name, what: fmt.Sprintf("%d provinces, %d variables, %d steps", regions, 25*regions+11, steps),
		text:    head + b.String() + fmt.Sprintf("FINAL TIME = %v ~~|\n", float64(steps)/2),
		vary:    []string{"Fertility", "Life Normal", "Yield Normal", "Capital Output Ratio", "Pollution Per Output"},
		outputs: []string{"World Population", "World Output", "Pollution Index", "Food Ratio" + element(0), "Life Expectancy" + element(0), "Income" + element(1), "Soil" + element(2)},
		hand:    "provinces.c", defines: []string{fmt.Sprintf("-DREGIONS=%d", regions), fmt.Sprintf("-DSTEPS=%d", steps)},
	}
}

// factor is by how much a province is larger than the first.
func factor(r int) float64 { return 1 + 0.02*float64(r%40) }

// scale is the factor of a table: provinces that are written out differ in the tables of
// yields, those of an array share all.
func scale(table string, r int, arrays bool) float64 {
	if table == "TY" && !arrays {
		return 1 + 0.01*float64(r)
	}
	return 1
}
