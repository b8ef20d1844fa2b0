import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { INSTALLED_MAJOR, POSTGRES_MAJORS } from '@bulkhead/testing/postgres/postgres-versions'
import { parse } from 'yaml'

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  readonly env?: Readonly<Record<string, string>>
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }
const readJobs = (name: string) => (parse(read(`.github/workflows/${name}.yml`)) as Workflow).jobs
const getCommands = (job: Job | undefined) => (job?.steps ?? []).flatMap(({ run }) => run ?? [])

test('CI runs .ci/run, and the SDK under each supported Node', () => {
  const { all, sdk } = readJobs('ci')
  assert.deepEqual(getCommands(all), ['.ci/run'])
  assert.deepEqual(sdk?.strategy?.matrix.node, [20, 22, 24])
  assert.match(
    String(sdk?.steps.find((step) => step.with !== undefined)?.with?.['node-version']),
    /^\$\{\{ matrix\.node \}\}$/,
  )
  assert.ok(getCommands(sdk).includes('npm run proof:sdk-runtimes'))
})

test('every night runs proofs that exist, and the tests on each older Postgres', () => {
  const { proof, postgres } = readJobs('nightly')
  const proofs = proof?.strategy?.matrix.proof ?? []
  assert.ok(proofs.length > 10)
  assert.deepEqual(
    proofs.filter((name) => scripts[`proof:${name}`] === undefined),
    [],
  )
  const older = POSTGRES_MAJORS.filter((major) => major !== INSTALLED_MAJOR)
  assert.deepEqual(postgres?.strategy?.matrix.major, older)
  assert.match(String(postgres?.env?.BULKHEAD_TEST_POSTGRES_MAJOR), /^\$\{\{ matrix\.major \}\}$/)
})

test('commands of the workflows are scripts of package.json', () => {
  const commands = ['ci', 'nightly', 'release'].flatMap((name) =>
    Object.values(readJobs(name)).flatMap(getCommands),
  )
  const named = commands.flatMap((command) => /^npm run ([\w:-]+)$/.exec(command)?.[1] ?? [])
  assert.ok(named.includes('release'))
  assert.deepEqual(
    named.filter((name) => scripts[name] === undefined),
    [],
  )
})

test('every path of CODEOWNERS exists', () => {
  const paths = read('.github/CODEOWNERS')
    .split('\n')
    .flatMap((line) => /^(\/\S+)/.exec(line)?.[1] ?? [])
  assert.ok(paths.length > 3)
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  )
})
