import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startCommand } from '@bulkhead/testing/operator-process'
import { PROGRAM } from '@bulkhead/testing/program'

const ROOT = join(import.meta.dirname, '../../../..')
const CATALOG = join(ROOT, 'packages/catalog')
const GITHUB = join(CATALOG, 'github/connector.yaml')
const github = readFileSync(GITHUB, 'utf8')

/** A copy of a catalog document, with its own id and name. */
const harbour = github
  .replace('ef69ef6e-aa7f-4af1-a01d-ef775033524e', '0197b0c4-8a52-4d31-9c44-2f6f0d3c5b10')
  .replace('title: GitHub API Connector', 'title: Harbour API Connector')
  .replace('x-airbyte-connector-name: github', 'x-airbyte-connector-name: harbour')

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
  test('a valid document is reported in one line, after warnings', async () => {
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

  test('a problem has its place, its line, a mark and a correction; the exit code is 1', async () => {
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
      harbour.replace('x-airbyte-action: list', 'x-airbyte-acton: list\n      x-airbyte-action: list'),
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

  test('an overlay next to a document is applied, and an invalid one is an error at its place', async () => {
    const paths = { '/tides': { get: { responses: {} } }, '/tides/{id}': { get: { responses: {} } } }
    const swagger = { swagger: '2.0', info: { title: 'Tides', version: '1' }, host: 'tides.example', paths }
    const file = write('tides/openapi.json', JSON.stringify(swagger))
    const overlay = (actions: string) =>
      write('tides/overlay.yaml', `overlay: 1.0.0\nactions:\n  - ${actions}\n`)
    overlay(`{ target: "$.paths['/tides'].get", update: { x-airbyte-entity: levels } }`)
    const good = await check(join(directory, 'tides'))
    assert.equal(good.code, 0, good.stdout)
    assert.match(good.stdout, /: tides [0-9a-f-]{36}: 2 entities, 2 operations, 0 errors/)
    const path = overlay('{ target: $.paths, updates: {} }')
    const bad = await check(file)
    assert.equal(bad.code, 1)
    assert.ok(bad.stdout.startsWith(`${path}:3:`), bad.stdout)
    assert.match(bad.stdout, /\n 3 \| {3}- \{ target/)
  })

  test('definitions diff compares two versions, each with its overlay', async () => {
    const tides = (paths: object) =>
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'Levels', version: '1' },
        host: 'levels.example',
        paths,
      })
    const get = { get: { responses: {} } }
    const old = write('levels.old/openapi.json', tides({ '/levels': get }))
    const current = write('levels/openapi.json', tides({ '/levels': get, '/ports': get }))
    const diff = (...paths: string[]) => startCommand({}, 'definitions', 'diff', ...paths).ended
    const { code, stdout } = await diff(old, join(directory, 'levels'))
    assert.match(stdout, /^\+ ports\.list {2}GET \/ports\n {4}tokens and connectors that gain it/)
    assert.match(stdout, /\n1 added, 0 removed, 0 renamed, 0 changed\n$/)
    assert.equal(code, 1)
    const same = await diff(current, current)
    assert.deepEqual([same.code, same.stdout], [0, '0 added, 0 removed, 0 renamed, 0 changed\n'])
  })

  test('a document with an id or name that a server has already is an error', async () => {
    const copy = write('copy/connector.yaml', github)
    const one = await check(GITHUB, copy)
    assert.equal(one.code, 1)
    const message = 'a server skips this document: github has the same definition id (the catalog)'
    assert.ok(one.stdout.includes(`${copy}:1:1: error: ${message}`), one.stdout)
    assert.match(one.stdout, /2 documents: 1 can be used, 1 cannot/)

    const titled = (title: string) =>
      JSON.stringify({
        openapi: '3.0.3',
        info: { title, version: '1' },
        servers: [{ url: 'https://port.example' }],
        paths: { '/ships': { get: { responses: { 200: { description: 'Ships' } } } } },
      })
    const taken = await check(write('own-mail/openapi.json', titled('Gmail')))
    assert.equal(taken.code, 1)
    assert.match(taken.stdout, /error: .*gmail has the same name gmail \(the catalog\)/)

    write('pair/a-port/openapi.json', titled('Port'))
    write('pair/port/openapi.json', titled('Another'))
    const pair = await check(join(directory, 'pair'))
    assert.equal(pair.code, 1)
    assert.match(
      pair.stdout,
      /port\/openapi\.json:1:1: error: .*a-port has the same name port \(\S+a-port\S+\)/,
    )
  })

  test('binary, empty and huge files are findings and no crash', async () => {
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

  test('a reader that closes the pipe ends the command silently', async () => {
    const many = join(directory, 'many')
    const faulty = github.replaceAll('x-airbyte-action: list', 'x-airbyte-action: lst')
    for (let index = 0; index < 40; index += 1) write(`many/d${index}/connector.yaml`, faulty)
    const node = `'${process.execPath}' --disable-warning=ExperimentalWarning`
    const shell = spawn('bash', [
      '-c',
      `${node} '${PROGRAM}' definitions check '${many}' | head -1; echo "\${PIPESTATUS[0]}"`,
    ])
    const [out, err] = await Promise.all([shell.stdout, shell.stderr].map((stream) => stream.toArray()))
    const [first = '', status] = Buffer.concat(out ?? [])
      .toString()
      .trim()
      .split('\n')
    assert.match(first, /: (error|warning): /)
    assert.deepEqual([status, Buffer.concat(err ?? []).toString()], ['141', ''])
  })

  test('help explains the command, and an invalid command line ends with 4', async () => {
    const help = await startCommand({}, 'definitions', 'check', '--help').ended
    assert.equal(help.code, 0)
    for (const text of ['BULKHEAD_CONNECTORS_DIR', 'openapi.yaml', 'Exit code', 'Examples']) {
      assert.ok(help.stdout.includes(text), text)
    }
    assert.match((await startCommand({}, 'definitions').ended).stdout, /check <path\.\.\.>/)
    for (const [args, message] of [
      [['lint'], /Unknown command 'lint'.*definitions --help/],
      [['check'], /argument 'path'.*definitions check --help/],
      [['check', '--strict', GITHUB], /option '--strict'/],
    ] as const) {
      const { code, stdout, stderr } = await startCommand({}, 'definitions', ...args).ended
      assert.deepEqual([code, stdout], [4, ''])
      assert.match(stderr, message)
    }
  })

  test('a name that begins with a dash is a file behind --', async () => {
    writeFileSync(join(directory, '-x.yaml'), harbour)
    const { code, stdout } = await startCommand({}, 'definitions', 'check', '--', join(directory, '-x.yaml'))
      .ended
    assert.equal(code, 0, stdout)
  })
})
