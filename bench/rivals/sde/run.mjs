// Times SDEverywhere's JavaScript by its own runtime: node run.mjs MODULE WORK MEMBERS.
import fs from 'fs'
import path from 'path'
import { pathToFileURL } from 'url'
import { createInputValue, createSynchronousModelRunner } from '@sdeverywhere/runtime'
const [, , file, workFile, count] = process.argv
const work = JSON.parse(fs.readFileSync(workFile))
const model = await (await import(pathToFileURL(path.resolve(file)))).default()
const runner = createSynchronousModelRunner(model)
const outputs = runner.createOutputs()
const inputs = work.defaults.map((x, i) => createInputValue(`_${i}`, x))
const members = Number(count)
const sums = work.order.map(() => 0)
const began = performance.now()
for (let m = 0; m < members; m++) {
  inputs.forEach((input, i) => input.set(work.defaults[i] * (0.9 + (0.2 * ((m * (i + 1)) % 1000)) / 1000)))
  const run = runner.runModelSync(inputs, outputs)
  work.order.forEach((at, i) => { const p = run.varSeries[at].points; sums[i] += p[p.length - 1].y })
}
const seconds = (performance.now() - began) / 1000
console.log(seconds, ...sums.map(s => s / members))
