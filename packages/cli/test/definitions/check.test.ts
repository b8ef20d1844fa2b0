import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startCommand } from '@bulkhead/testing/operator-process'

const ROOT = join(import.meta.dirname, '../../../..')
const CATALOG = join(ROOT, 'packages/catalog')
const GITHUB = join(CATALOG, 'github/connector.yaml')
const github = readFileSync(GITHUB, 'utf8')

const directory = mkdtempSync(join(tmpdir(), 'bulkhead-check-'))
after(() => rmSync(directory, { recursive: true, force: true }))

/** Writes a document below the directory of this test. */
function write(path: string, text: string): string {
  const file = join(directory, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

const check = (...paths: string[]) => startCommand({}, 'definitions', 'check', ...paths).ended

describe('bulkhead definitions check', () => {
  test('a good document is told in one line, after what is odd about it', async () => {
    const { code, stdout, stderr } = await check(GITHUB)
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(
      stdout,
      /(?:^|\n\n)\S+connector\.yaml: github ef69ef6e-[0-9a-f-]+: \d+ entities, \d+ operations, 0 errors, \d+ warnings?\n$/,
    )
  })

  test('a folder stands for what a server would load from it', async () => {
    const { code, stdout } = await check(CATALOG)
    assert.equal(code, 0, stdout)
    assert.match(stdout, /: github /)
    assert.match(stdout, /: gitlab /)
    assert.match(stdout, /\n\d+ documents: (\d+) can be used, 0 cannot; \d+ warnings\n$/)
  })

  test('what is wrong has its place, its line, a mark and what to write; the exit code is 1', async () => {
    const file = write(
      'bad/connector.yaml',
      github.replace('x-airbyte-action: list', 'x-airbyte-action: lst'),
    )
    const line = github.split('\n').findIndex((text) => text.includes('x-airbyte-action: list')) + 1
    const { code, stdout } = await check(file)
    assert.equal(code, 1)
    assert.ok(stdout.includes(`${file}:${line}:`), stdout)
    assert.match(stdout, new RegExp(`error: .*lst.*\\n ${line} \\|.*lst\\n +\\| +\\^\\n`))
    assert.match(stdout, /1 error, 0 warnings\n$/)
  })

  test('warnings have lines too, and are no errors', async () => {
    const file = write(
      'odd/connector.yaml',
      github.replace('x-airbyte-action: list', 'x-airbyte-acton: list\n      x-airbyte-action: list'),
    )
    const { code, stdout } = await check(file)
    assert.equal(code, 0, stdout)
    assert.match(stdout, /connector\.yaml:\d+:\d+: warning: .*x-airbyte-acton.*x-airbyte-action/)
  })

  test('an OpenAPI document is called as its folder, and says what it leaves out', async () => {
    const file = write(
      'harbour/openapi.json',
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'A Port', version: '1' },
        servers: [{ url: 'https://port.example' }],
        paths: {
          '/ships': { get: { responses: { 200: { description: 'Ships' } } } },
          '/far': { get: { servers: [{ url: 'https://far.example' }], responses: {} } },
        },
      }),
    )
    const { code, stdout } = await check(file)
    assert.equal(code, 0, stdout)
    assert.match(stdout, /warning: GET \/far is left out: it is at another server/)
    assert.match(
      stdout,
      /openapi\.json: harbour [0-9a-f-]{36}: 1 entity, 1 operation, 0 errors, 1 warning\n$/,
    )
  })

  test('each path is checked, whatever is wrong with the others', async () => {
    const empty = join(directory, 'empty')
    mkdirSync(join(empty, 'nothing here'), { recursive: true })
    const folder = join(directory, 'a-folder.yaml')
    mkdirSync(folder)
    const dangling = join(directory, 'dangling')
    mkdirSync(join(dangling, 'x'), { recursive: true })
    symlinkSync(join(directory, 'nowhere'), join(dangling, 'x', 'connector.yaml'))
    const { code, stdout, stderr } = await check('/no/such.yaml', empty, folder, dangling, GITHUB)
    assert.equal(code, 1)
    assert.match(stderr, /^\/no\/such\.yaml: error: there is no such file or folder\n/)
    assert.match(
      stderr,
      /empty: error: the folder has no document; they are <folder>\/<name>\/connector\.yaml/,
    )
    assert.match(stderr, /a-folder\.yaml: error: the folder has no document/)
    assert.match(stderr, /dangling: error: the folder has no document/)
    assert.match(stdout, /: github /)
  })

  test('two documents with one id are told', async () => {
    const copy = write('copy/connector.yaml', github)
    const { code, stdout } = await check(GITHUB, copy)
    assert.equal(code, 0)
    assert.ok(stdout.includes(`${copy}: warning: it has the same definition id as ${GITHUB}`), stdout)
  })

  test('binary, empty and huge texts are findings and no crash', async () => {
    const files = [
      write('binary/connector.yaml', '\0\x01\ufffd\ud83d'),
      write('void/connector.yaml', ''),
      write('deep/connector.json', `${'['.repeat(100_000)}`),
      write('line/connector.yaml', `a: ${'x'.repeat(2_000_000)}`),
    ]
    const { code, stdout, stderr } = await check(...files)
    assert.deepEqual([code, stderr], [1, ''])
    for (const file of files) assert.ok(stdout.includes(`${file}:`), file)
    assert.match(stdout, /4 documents: 0 can be used, 4 cannot/)
  })

  test('a reader that goes away ends it without a word', async () => {
    const many = join(directory, 'many')
    const faulty = github.replaceAll('x-airbyte-action: list', 'x-airbyte-action: lst')
    for (let index = 0; index < 40; index += 1) write(`many/d${index}/connector.yaml`, faulty)
    const command = join(ROOT, 'packages/cli/src/bulkhead.ts')
    const node = `'${process.execPath}' --disable-warning=ExperimentalWarning`
    const shell = spawn('bash', [
      '-c',
      `${node} '${command}' definitions check '${many}' | head -1; echo "\${PIPESTATUS[0]}"`,
    ])
    const [out, err] = await Promise.all([shell.stdout, shell.stderr].map((stream) => stream.toArray()))
    const [first = '', status] = Buffer.concat(out ?? [])
      .toString()
      .trim()
      .split('\n')
    assert.match(first, /: (error|warning): /)
    assert.deepEqual([status, Buffer.concat(err ?? []).toString()], ['141', ''])
  })

  test('help teaches, and what is not understood ends with 4', async () => {
    const help = await startCommand({}, 'definitions', 'check', '--help').ended
    assert.equal(help.code, 0)
    for (const text of ['BULKHEAD_CONNECTORS_DIR', 'openapi.yaml', 'Exit code', 'Examples']) {
      assert.ok(help.stdout.includes(text), text)
    }
    assert.match((await startCommand({}, 'definitions').ended).stdout, /check <path\.\.\.>/)
    for (const [args, message] of [
      [['list'], /Unknown command 'list'.*definitions --help/],
      [['check'], /argument 'path'.*definitions check --help/],
      [['check', '--strict', GITHUB], /option '--strict'/],
    ] as const) {
      const { code, stdout, stderr } = await startCommand({}, 'definitions', ...args).ended
      assert.deepEqual([code, stdout], [4, ''])
      assert.match(stderr, message)
    }
  })

  test('a name that begins with a dash is a file behind --', async () => {
    cpSync(GITHUB, join(directory, '-x.yaml'))
    const { code, stdout } = await startCommand({}, 'definitions', 'check', '--', join(directory, '-x.yaml'))
      .ended
    assert.equal(code, 0, stdout)
  })
})
