// Writes the files of each journal in test/vectors/journal from its description.json. With --check it compares.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeJournal } from './encode-journal.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), 'journal')
const isCheck = process.argv.includes('--check')

for (const vector of readdirSync(root)) {
  const folder = path.join(root, vector)
  const { processes } = JSON.parse(readFileSync(path.join(folder, 'description.json'), 'utf8'))
  mkdirSync(path.join(folder, 'journal'), { recursive: true })
  for (const { name, events, bytes } of processes.map(encodeJournal)) {
    put(path.join(folder, 'journal', `${name}.events`), events)
    put(path.join(folder, 'journal', `${name}.bytes`), bytes)
  }
}

function put(file, content) {
  if (!isCheck) return writeFileSync(file, content)
  if (readFileSync(file).equals(content)) return
  console.error(`${file} differs from its description; run node test/vectors/make-journal-vectors.mjs`)
  process.exitCode = 1
}
