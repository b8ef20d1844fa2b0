import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** A project whose modules are CommonJS, with the package as it is published. */
const project = mkdtempSync(join(tmpdir(), 'bulkhead-commonjs-'))
after(() => rmSync(project, { recursive: true, force: true }))

const published = fileURLToPath(new URL('..', import.meta.url))
const installed = join(project, 'node_modules/@bulkhead/sdk')
mkdirSync(installed, { recursive: true })
cpSync(join(published, 'package.json'), join(installed, 'package.json'))
cpSync(join(published, 'dist'), join(installed, 'dist'), { recursive: true })
writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'commonjs' }))
writeFileSync(
  join(project, 'app.ts'),
  `import { Bulkhead, BulkheadError, Workspace } from '@bulkhead/sdk'
export async function titles(): Promise<(string | undefined)[]> {
  const github = await new Bulkhead().workspace('acme').connect('github')
  const { data } = await github.issues.list({ owner: 'octocat', repo: 'Hello-World' })
  return data.map(({ title }) => title)
}
export const names = [Bulkhead.name, BulkheadError.name, Workspace.name]
`,
)

const run = (...parameters: string[]) =>
  spawnSync(process.execPath, parameters, { cwd: project, encoding: 'utf8' })

test('a CommonJS project in strict TypeScript compiles against it and requires it', () => {
  const compiler = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url))
  const options = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', '']
  const compiled = run(compiler, 'app.ts', '--module', 'node16', '--target', 'es2022', ...options)
  assert.equal(compiled.stdout, '')
  assert.equal(compiled.status, 0)
  const said = run('-p', "require('./app.js').names.join()")
  assert.equal(said.stdout, 'Bulkhead,BulkheadError,Workspace\n', said.stderr)
})

for (const [what, flags] of [
  ['Node that requires ES modules', []],
  ['Node that does not', ['--no-experimental-require-module']],
] as const) {
  test(`require gives the same names as import: ${what}`, () => {
    const program = `import('@bulkhead/sdk').then((sdk) => {
      const required = require('@bulkhead/sdk')
      console.log(JSON.stringify([Object.keys(required).sort(), Object.keys(sdk).sort()]))
    })`
    const said = run(...flags, '-e', program)
    const [required, imported] = JSON.parse(said.stdout)
    assert.ok(imported.includes('Workspace'))
    assert.deepEqual(
      required.filter((name: string) => name !== 'default'),
      imported.filter((name: string) => name !== 'default'),
    )
  })
}
