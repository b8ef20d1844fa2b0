import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { runCommand } from './run-command.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PROBE = join(TEST_CONNECTORS, 'probe/connector.yaml')
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-generate-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const generate = (...args: string[]) => runCommand(['generate', 'types', ...args])

test('one document goes to standard output, and makes the SDK know the connector', async () => {
  const { code, stdout, stderr } = await generate(PROBE)
  assert.deepEqual([code, stderr], [0, ''])
  writeFileSync(join(folder, 'probe.d.ts'), stdout)
  const use = (action: string, params: string) => `
import { Bulkhead } from '@bulkhead/sdk'
const probe = await new Bulkhead().workspace().connect('probe')
await probe.things.${action}(${params})
`
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  const compile = (code: string) => {
    writeFileSync(join(folder, 'use.ts'), code)
    const flags = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--lib',
      'es2022,dom',
    ]
    const tsc = [join(ROOT, 'node_modules/.bin/tsc'), ...flags, '--types', '', 'use.ts', 'probe.d.ts']
    return spawnSync(
      process.execPath,
      [...tsc, '--customConditions', '@bulkhead/source', '--allowImportingTsExtensions'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
  }
  const good = compile(use('create', "{ name: 'bolt' }"))
  assert.equal(good.status, 0, good.stdout)
  assert.match(compile(use('create', '{ nmae: 1 }')).stdout, /nmae/)
  assert.match(compile(use('destroy', '{}')).stdout, /destroy/)
})

test('several go into a folder, each as its connector is called', async () => {
  const into = join(folder, 'made', 'here')
  const without = await generate(join(ROOT, 'packages/catalog'))
  assert.equal(without.code, 4)
  assert.match(without.error().hint, /--output/)
  const { code, stdout } = await generate(
    TEST_CONNECTORS,
    join(ROOT, 'packages/catalog/github'),
    '--output',
    into,
  )
  assert.deepEqual([code, stdout], [0, ''])
  assert.deepEqual(readdirSync(into).sort(), ['github.d.ts', 'probe.d.ts'])
  assert.match(readFileSync(join(into, 'github.d.ts'), 'utf8'), /declare module '@bulkhead\/sdk'/)
})

test('all changes are made, or none', async () => {
  const bad = join(folder, 'bad.yaml')
  writeFileSync(bad, 'openapi: 3.1.0\nx-airbyte-connector-name: bad\n')
  const into = join(folder, 'nothing')
  const ended = await generate(PROBE, bad, '-o', into)
  assert.deepEqual([ended.code, ended.error().code, existsSync(into)], [1, 'document_invalid', false])
  assert.match(ended.error().hint, /definitions check/)
  const twice = await generate(PROBE, PROBE, '-o', into)
  assert.deepEqual([twice.code, existsSync(into)], [4, false])
  const none = await generate('/nowhere')
  assert.deepEqual([none.code, none.error().code], [1, 'unreadable_file'])
})
