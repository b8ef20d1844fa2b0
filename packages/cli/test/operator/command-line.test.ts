import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { OPERATOR_COMMANDS, type OperatorCommand } from '@bulkhead/contract/operator-commands'
import { runOperator } from '@bulkhead/testing/operator-process'
import { operatorHelp } from '#operator/help'
import { parseCommand } from '#operator/parse-command'
import { readable } from '#operator/print-answer'
import { createProgressLine } from '#operator/show-progress'
import { UsageError } from '#operator/usage-error'

const commands = Object.entries(OPERATOR_COMMANDS) as [string, OperatorCommand][]

describe('every declared command', () => {
  for (const [name, command] of commands) {
    test(`${name}: its example is understood`, () => {
      const words = command.example
        .replace('bulkhead operator ', '')
        .match(/"[^"]*"|\S+/g)
        ?.map((word) => word.replaceAll('"', ''))
      assert.equal(parseCommand(words ?? []).name, name)
    })

    test(`${name}: help says what it is, needs and looks like`, () => {
      const help = operatorHelp(name.split(' '))
      for (const text of [command.summary, command.example, ...Object.keys(command.input.properties)]) {
        assert.ok(help.includes(text), `${text} is not in: ${help}`)
      }
      assert.ok(operatorHelp([]).includes(command.summary))
    })

    test(`${name}: the page about operating says what it is for`, () => {
      const page = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8')
      assert.ok(page.includes(`operator ${name}`))
    })

    test(`${name}: refuses an argument and an option too many`, () => {
      const filled = [...name.split(' '), ...Array.from({ length: 4 }, () => '1')]
      assert.throws(() => parseCommand(filled), UsageError)
      assert.throws(() => parseCommand([...name.split(' '), '--surplus', '1']), /no option --surplus/)
    })
  }
})

describe('a command line that is not understood', () => {
  const bad: [string[], RegExp][] = [
    [['keys'], /no operator command "keys"/],
    [['keys', 'turn'], /no operator command "keys turn".*keys rotate/],
    [['keys', 'retire'], /keys retire needs <version>.*keys retire 1/],
    [['keys', 'retire', 'one'], /version must be integer/],
    [['keys', 'retire', '0'], /version must be >= 1/],
    [['keys', 'retire', '1.5'], /version must be integer/],
    [['organizations', 'create'], /needs <name>/],
    [['organizations', 'create', ''], /name must not have fewer than 1/],
    [['organizations', 'create', 'x'.repeat(256)], /name must not have more than 255/],
    [['backup'], /backup needs <file>/],
    [['restore'], /restore needs <file>/],
    [['restore', 'a', '--into'], /--into needs a value/],
    [['restore', 'a', '--into', 'mysql://x'], /into must look like postgres:/],
    [['restore', 'a', '--into=postgres://x', '--into=postgres://y'], /--into was given twice/],
    [['copy'], /copy needs --to <url>/],
    [['copy', '--to', 'db'], /to must look like postgres:/],
  ]
  for (const [args, message] of bad) {
    test(`${args.join(' ').slice(0, 60)}`, () => {
      assert.throws(() => parseCommand(args), { name: 'UsageError', message })
    })
  }
})

test('a word behind -- is an argument, whatever it looks like', () => {
  assert.deepEqual(parseCommand(['organizations', 'create', '--', '--into']).input, { name: '--into' })
})

test('people get columns, and a list without members says so', () => {
  assert.equal(
    readable([
      { version: 12, wraps: true },
      { version: 1, wraps: null },
    ]),
    'version  wraps\n12       yes\n1        -\n',
  )
  assert.equal(readable([]), 'None.\n')
  assert.equal(readable({ a: [1, 2], long: false }), 'a     1, 2\nlong  no\n')
})

test('progress is said after a second, and then each second', () => {
  let now = 0
  const said: string[] = []
  const out = { isTTY: false, write: (text: string) => said.push(text) } as unknown as NodeJS.WriteStream
  const line = createProgressLine(out, () => now)
  for (now = 0; now <= 2_500; now += 100) line.show(`at ${now}`)
  assert.deepEqual(said, ['at 1000\n', 'at 2000\n'])
})

describe('the command', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-cli-'))
  const environment = { BULKHEAD_DATA_DIR: directory }
  after(() => rmSync(directory, { recursive: true, force: true }))

  test('ends with 4 and writes to standard error only, when it is not understood', async () => {
    const { code, stdout, stderr } = await runOperator(environment, 'keys', 'retire', 'x')
    assert.deepEqual([code, stdout], [4, ''])
    assert.match(stderr, /version must be integer[\s\S]*--help/)
  })

  test('ends with 1 and says how to start a server, when none runs', async () => {
    const { code, stdout, stderr } = await runOperator(environment, 'keys', 'status')
    assert.deepEqual([code, stdout], [1, ''])
    assert.ok(stderr.includes(directory) && stderr.includes('bulkhead serve'), stderr)
    assert.ok(stderr.includes('BULKHEAD_DATA_DIR'), stderr)
  })

  test('ends with 0 and teaches, when asked for help; a bad setting of the server is no hindrance', async () => {
    const { code, stdout } = await runOperator({ BULKHEAD_PORT: 'none' }, '--help')
    assert.equal(code, 0)
    for (const [, { summary }] of commands) assert.ok(stdout.includes(summary))
  })
})
