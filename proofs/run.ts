import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { FILES, PROOFS } from './proofs.ts'

const HELP = `npm run proof -- <name> [--scenario <name>] [--short] [options]

Runs a proof: a long test of a promise. Without --scenario, all scenarios of the proof run in turn. --short is the shortest form.
"all" runs every proof, with --without <proof> except one, and with --part <k>/<n> every n-th scenario. One that fails does not stop the others. Other options go to the proof: --help lists those of one scenario.
`

const given = process.argv.slice(2)
const isShort = take('--short', 1).length > 0
const [, scenario] = take('--scenario', 2)
const [, without] = take('--without', 2)
const name = given[0]?.startsWith('-') ? undefined : given.shift()
const [part = 1, parts = 1] = name === 'all' ? (take('--part', 2)[1] ?? '1/1').split('/').map(Number) : []
const chosen = Object.entries(PROOFS)
  .filter(([proof]) => name === proof || (name === 'all' && proof !== without))
  .flatMap(([proof, { scenarios }]) =>
    Object.entries(scenarios).map(([one, short]) => ({ proof, one, short })),
  )
  .filter(({ one }) => scenario === undefined || one === scenario)
  .filter((_, at) => at % parts === part - 1)

if (name === undefined) list()
else if (chosen.length === 0) {
  process.stderr.write(`There is no such proof or scenario. npm run proof lists them.\n`)
  process.exitCode = 1
} else {
  const ends: string[] = []
  for (const { proof, one, short } of chosen) {
    const path = one === '' ? proof : `${proof}/${one}`
    const options = [...(isShort ? short.split(' ').filter(Boolean) : []), ...given]
    process.stdout.write(`== ${[path, ...options].join(' ')}\n`)
    const began = performance.now()
    const isProved = await run(FILES[path] ?? `${path}.ts`, options)
    const minutes = ((performance.now() - began) / 60_000).toFixed(1)
    ends.push(`${isProved ? 'proved' : 'FAILED'}  ${minutes.padStart(6)} min  ${path}\n`)
    if (!isProved) process.exitCode = 1
  }
  process.stdout.write(`\n${ends.join('')}`)
}

/** Removes an option and its value from the given arguments. */
function take(option: string, length: number): string[] {
  const at = given.indexOf(option)
  return at === -1 ? [] : given.splice(at, length)
}

function list(): void {
  process.stdout.write(HELP)
  for (const [proof, { promise, where, scenarios }] of Object.entries(PROOFS)) {
    const names = Object.keys(scenarios).filter(Boolean).join(', ')
    process.stdout.write(`\n${proof}: ${promise}\n  Promised in ${where}.\n`)
    if (names !== '') process.stdout.write(`  Scenarios: ${names}\n`)
  }
}

async function run(file: string, options: readonly string[]): Promise<boolean> {
  // Published packages are proved from their sources where a proof does not install them.
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=@bulkhead/source']
  const path = join(import.meta.dirname, file)
  const [status] = await once(
    spawn(process.execPath, [...flags, path, ...options], { stdio: 'inherit' }),
    'close',
  )
  return status === 0
}
