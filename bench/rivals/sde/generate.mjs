// Writes SDEverywhere's C or JavaScript for a model: node generate.mjs MODEL SPEC KIND OUT,
// KIND being generateC or generateJS.
import fs from 'fs'
import path from 'path'
import XLSX from 'xlsx'
XLSX.set_fs ??= () => {} // the registry's xlsx finds the file system by itself
const { parseAndGenerate } = await import('@sdeverywhere/compile')
const [, , model, spec, kind, out] = process.argv
const folder = path.dirname(path.resolve(model))
const code = await parseAndGenerate(fs.readFileSync(model, 'utf8'), 'vensim', JSON.parse(fs.readFileSync(spec)), [kind], folder, path.basename(model, '.mdl'), folder)
fs.writeFileSync(out, code)
