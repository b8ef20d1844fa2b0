import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Compares the lines of each package and each room of the server with `budget.json`. Exits with 1 where one has more lines than
 * its number, or no number.
 */
const ROOT = join(import.meta.dirname, '..')
const budget: Record<string, number> = JSON.parse(readFileSync(join(ROOT, 'budget.json'), 'utf8'))
const folders = [
  ...globSync('{packages/*/src,packages/catalog/workshop,proofs}', { cwd: ROOT }),
  ...globSync('packages/server/src/*', { cwd: ROOT }),
]

function countLines(folder: string): number {
  return globSync('**/*.{ts,tsx}', { cwd: join(ROOT, folder), exclude: ['generated/**'] })
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8').split('\n').length - 1)
    .reduce((sum, lines) => sum + lines, 0)
}

const faults = Object.keys(budget)
  .filter((folder) => !folders.includes(folder))
  .map((folder) => `${folder} does not exist: remove it from budget.json`)
for (const folder of folders) {
  const lines = countLines(folder)
  const most = budget[folder]
  if (most === undefined) faults.push(`${folder} has ${lines} lines and no number in budget.json`)
  else if (lines > most)
    faults.push(`${folder} has ${lines} lines, ${lines - most} more than budget.json allows`)
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) {
  console.error('Delete what is no longer needed, or raise the number and say why in the commit.')
  process.exit(1)
}
