import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { readNewOperation, scaffoldOperation } from './scaffold/scaffold-operation.ts'

const root = join(import.meta.dirname, '..')
const place = mkdtempSync(join(tmpdir(), 'bulkhead-operation-'))
const MATRIX = 'packages/server/test/isolation/http-matrix-postgres.test.ts'
const page = readFileSync(join(root, 'packages/contract/README.md'), 'utf8')
before(copyRepository)
after(() => rmSync(place, { recursive: true, force: true }))

test('the page of the contract, from the command to the isolation matrix', async (t) => {
  const [command = ''] = /(?<=```sh\n)npm run operation:new [\s\S]*?(?=```)/.exec(page) ?? []
  const begun = shell(command.replace('npm run operation:new --', 'node scripts/operation-new.ts'))
  assert.equal(begun.status, 0, begun.stderr)
  const written = begun.stdout.split('\n').filter((line) => line.startsWith('packages/'))
  const skeleton = written.find((path) => path.endsWith('.test.ts')) ?? ''

  await t.test('what the command writes compiles, and its test fails', () => {
    assert.equal(compile(), '')
    assert.match(
      readFileSync(join(place, skeleton), 'utf8'),
      /assert\.fail\('Say here what countConnectors does/,
    )
  })

  await t.test('what the page writes compiles, passes its test and the matrix', () => {
    const blocks = [...page.matchAll(/<!-- (packages\/\S+) -->\n```ts\n([\s\S]*?)```/g)]
    assert.deepEqual(
      blocks.map(([, path]) => path).sort(),
      written.filter((path) => path !== 'packages/server/src/operations/handlers.ts').sort(),
    )
    for (const [, path = '', code = ''] of blocks) {
      const text = readFileSync(join(place, path), 'utf8')
      writeFileSync(join(place, path), withBlock(text, code))
    }
    assert.equal(compile(), '')
    // Runs only this operation's row of the matrix.
    const { status, stdout } = shell(
      `node --conditions=@bulkhead/source --test --test-name-pattern=countConnectors ${skeleton} ${MATRIX}`,
    )
    assert.equal(status, 0, stdout)
    assert.match(stdout, /✔ countConnectors \(/)
    assert.match(stdout, /✔ it counts the connectors of that workspace alone/)
  })
})

test('a resource that is new has a file of its own, and input is checked', () => {
  const read = (path: string) => {
    const file = join(root, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  const said = {
    id: 'pinGadget',
    resource: 'gadgets',
    path: '/api/v1/gadgets/{gadget}/pin',
    callers: 'scoped',
  }
  const files = scaffoldOperation(readNewOperation({ ...said, method: 'POST', audit: 'gadget.pinned' }), read)
  assert.match(files['packages/contract/src/gadgets.ts'] ?? '', /const tag = 'Gadgets'[\s\S]*pinGadget/)
  assert.match(
    files['packages/contract/src/operations.ts'] ?? '',
    /as gadgets from[\s\S]* {2}\.\.\.gadgets,\n\}/,
  )
  for (const [more, message] of [
    [{ method: 'POST' }, /--audit none/],
    [{ method: 'PATCH' }, /none of GET/],
    [{ callers: 'anyone' }, /none of application/],
    [{ path: '/gadgets' }, /no path/],
    [{ id: 'pin' }, /no name/],
    [{ resource: 'Gadgets' }, /no resource/],
  ] as const) {
    assert.throws(() => readNewOperation({ ...said, ...more }), message)
  }
  const known = { ...said, id: 'getWorkspace', resource: 'workspaces' }
  assert.throws(() => scaffoldOperation(readNewOperation(known), read), /is there already/)
})

/** Replaces the part of a stub that corresponds to the page's block: a whole file, a value, a test or a line. */
function withBlock(text: string, code: string): string {
  if (code.startsWith('import ')) return code
  const [head = ''] = /^(export const \w+|test\(|\w+:)/.exec(code) ?? []
  const [begin = '', indent = ''] = new RegExp(`^( *)${RegExp.escape(head)}`, 'm').exec(text) ?? []
  const from = text.indexOf(begin)
  assert.ok(begin !== '', `there is no ${head}`)
  const isLine = code.trim().split('\n').length === 1
  const last = isLine ? '\n' : `\n${indent}})\n`
  const end = text.indexOf(last, from) + last.length
  const indented = code.replaceAll(/^(?=.)/gm, indent)
  const whole = text.slice(0, from) + indented + text.slice(end)
  return whole.includes('Type.') && !/import .*\bType\b/.test(whole)
    ? `import { Type } from 'typebox'\n${whole}`
    : whole
}

/** Type-checks the files of an operation. @returns Compiler errors. */
function compile(): string {
  const include = [
    'packages/server/src/operations',
    'packages/server/test/workspaces',
    'packages/testing/src/http-matrix',
  ]
  writeFileSync(
    join(place, 'tsconfig.operation.json'),
    JSON.stringify({ extends: './tsconfig.json', include }),
  )
  // The second time, only what changed is checked again.
  return shell('node_modules/.bin/tsc -p tsconfig.operation.json --singleThreaded --incremental').stdout
}

function shell(line: string) {
  const { BULKHEAD_TEST_STORES: _, NODE_TEST_CONTEXT: __, ...environment } = process.env
  return spawnSync('bash', ['-ec', line], {
    cwd: place,
    encoding: 'utf8',
    env: { ...environment, BULKHEAD_TEST_ENGINE: 'postgres', NODE_NO_WARNINGS: '1' },
  })
}

/**
 * Copies the files that git would commit. Packages of the repository are linked to the copy, all others to the
 * installation here.
 */
function copyRepository(): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of listed.toString().split('\0')) {
    if (!/^(packages|scripts|tools)\/|^[^/]*\.json$/.test(file) || !existsSync(join(root, file))) continue
    mkdirSync(dirname(join(place, file)), { recursive: true })
    cpSync(join(root, file), join(place, file))
  }
  for (const folder of ['.', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)]) {
    const modules = join(root, folder, 'node_modules')
    if (!existsSync(modules)) continue
    mkdirSync(join(place, folder, 'node_modules/@bulkhead'), { recursive: true })
    for (const name of readdirSync(modules)) {
      if (name !== '@bulkhead') symlinkSync(join(modules, name), join(place, folder, 'node_modules', name))
    }
  }
  for (const name of readdirSync(join(root, 'node_modules/@bulkhead'))) {
    const link = readlinkSync(join(root, 'node_modules/@bulkhead', name))
    symlinkSync(link, join(place, 'node_modules/@bulkhead', name))
  }
}
