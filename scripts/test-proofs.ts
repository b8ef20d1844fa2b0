import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Runs the long proofs one after the other and reports how each ended: every `proof:<name>` of package.json, or the
 * named ones. `--short` reduces each to some minutes. A failing proof does not stop the others.
 */
const HELP = `npm run test:proofs [-- [--short] [name …]]

Runs every proof (npm run proof:<name>) one after the other, or those named, and prints how each ended.
In full they take many hours; with --short about an hour.
`

/** Options that make a proof short. Proofs without an entry take some minutes as they are. */
const SHORT: Readonly<Record<string, string>> = {
  documents: '--rounds 1000',
  fuzz: '--requests 20000',
  refresh: '--rounds 5',
  redemptions: '--rounds 10',
  kill: '--rounds 3',
  removal: '--rounds 1',
  rotate: '--rounds 2 --workspaces 500',
  start: '--rounds 5',
  transit: '--minutes 2',
  disaster: '--workspaces 100',
  'one-name': '--rounds 5',
  'mcp-load': '--rounds 3',
  'disk-full': '--rounds 2',
  'in-flight': '--rounds 2',
  'last-sent': '--least 500',
  'lost-connections': '--rounds 3',
  'loop-budget': '--mixtures 20',
  'big-answers': '--rounds 1 --seconds 3',
  'hostile-mix': '--minutes 1',
  'web-scale': '--workspaces 2000 --calls 20000 --rows 1000',
  plans: '--calls 20000 --workspaces 4000',
  pooler: '--only http --from 1 --to 10',
  export: '--rounds 2',
  failover: '--rounds 1',
  processes: '--seconds 10',
  stalls: '--seconds 30',
  outbox: '--kills 10 --changes 50 --events 20000',
}

const root = join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' }, help: { type: 'boolean' } },
  allowPositionals: true,
})
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const all = Object.keys(scripts).flatMap((script) => /^proof:(.+)$/.exec(script)?.[1] ?? [])
const unknown = positionals.filter((name) => !all.includes(name))

if (values.help) {
  process.stdout.write(HELP)
} else if (unknown.length > 0) {
  process.stderr.write(`There is no proof ${unknown.join(', ')}. There are: ${all.join(', ')}.\n`)
  process.exitCode = 1
} else {
  const rows: string[][] = []
  for (const name of positionals.length > 0 ? positionals : all) {
    const options = values.short ? (SHORT[name] ?? '') : ''
    process.stdout.write(`\n== npm run proof:${name}${options && ` -- ${options}`}\n`)
    rows.push([name, options, ...(await run(name, options))])
  }
  process.stdout.write(`\n${toTable([['Proof', 'Options', 'Ended', 'Minutes'], ...rows])}`)
  process.exitCode = rows.every((row) => row[2] === 'proved') ? 0 : 1
}

async function run(name: string, options: string): Promise<[string, string]> {
  const began = performance.now()
  const given = options === '' ? [] : ['--', ...options.split(' ')]
  const child = spawn('npm', ['run', '--silent', `proof:${name}`, ...given], { cwd: root, stdio: 'inherit' })
  const [status, signal] = await once(child, 'close')
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  return [status === 0 ? 'proved' : `failed (${signal ?? status})`, minutes]
}

function toTable(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
