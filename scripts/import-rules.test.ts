import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '..')
// `npm run check` installs the tool. Tests install nothing.
const skip = !existsSync(join(root, 'tools/depcruise/node_modules/.installed-lock')) && 'npm run check first'

const OPERATOR = 'platform/database/roles/as-operator'
/** Files below `packages/`. Some of them break no rule. */
const FILES: Readonly<Record<string, string>> = {
  'server/src/platform/low.ts': 'export const low = 1',
  'server/src/http/fine.ts': "import { low } from '#platform/low'; export class High { low = low }",
  'server/src/platform/up.ts': "import { High } from '#http/fine'; export const high = new High()",
  'server/src/tokens/up-type.ts': "import type { High } from '#http/fine'; export type Low = High",
  'engine/src/text/one.ts': "import { two } from './two.ts'; export const one = () => two",
  'engine/src/text/two.ts': "import { one } from '#text/one'; export const two = () => one",
  'engine/src/text/type-one.ts': "import type { Two } from './type-two.ts'; export type One = Two | 1",
  'engine/src/text/type-two.ts': "import type { One } from '#text/type-one'; export type Two = One | 2",
  'server/src/cellar/lost.ts': 'export const lost = 1',
  'server/src/http/lost.ts': "export { lost } from '#cellar/lost'",
  [`server/src/${OPERATOR}.ts`]: 'export const asOperator = 1',
  'server/src/jobs/fine.ts': `export { asOperator as job } from '#${OPERATOR}'`,
  'server/src/oauth/flow.ts': `export { asOperator as flow } from '#${OPERATOR}'`,
  'server/src/operations/people/sign-in.ts': 'export const signIn = 1',
  'server/src/operations/handlers.ts': "export { signIn as handler } from './people/sign-in.ts'",
  'server/src/operations/people/sign-up.ts': "export { signIn as signUp } from './sign-in.ts'",
  'engine/src/text/index.ts': 'export const three = 3',
  'server/src/http/door.ts': "export { three as door } from '../../../engine/src/text/index.ts'",
  'server/src/http/deep.ts': "export { type One as Deep } from '../../../engine/src/text/type-one.ts'",
  'engine/src/dead-end.ts': "import '#nowhere'",
}

test('imports up the ladder and circles are refused, types included', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-imports-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const manifest = JSON.stringify({ type: 'module', imports: { '#*': './src/*.ts' } })
  const manifests = { 'server/package.json': manifest, 'engine/package.json': manifest }
  for (const [file, text] of Object.entries({ ...FILES, ...manifests })) {
    const path = join(folder, 'packages', file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${text}\n`)
  }
  const args = [join(root, 'tools/depcruise.js'), '--config', join(root, '.dependency-cruiser.mjs')]
  const { status, stdout } = spawnSync(process.execPath, [...args, 'packages'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const faults = [...stdout.matchAll(/^ *error ([\w-]+): packages\/(\S+)/gm)].map(
    ([, rule, file]) => `${rule}: ${file}`,
  )
  assert.deepEqual(faults.sort(), [
    'engine-by-its-doors: server/src/http/deep.ts',
    'guarded: server/src/oauth/flow.ts',
    'no-circle: engine/src/text/one.ts',
    'no-circle: engine/src/text/type-one.ts',
    'no-dead-end: engine/src/dead-end.ts',
    'on-the-ladder: server/src/http/lost.ts',
    'operations-are-leaves: server/src/operations/people/sign-up.ts',
    'platform-is-below: server/src/platform/up.ts',
    'tokens-is-below: server/src/tokens/up-type.ts',
  ])
  assert.equal(status, faults.length)
})
