import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { OPERATOR_COMMANDS, type OperatorCommand } from '@bulkhead/contract/operator/operator-commands'
import { runOperator } from '@bulkhead/testing/operator-process'
import { createProgressLine } from '#operator/show-progress'
import { runCommand } from '../run-command.ts'

const commands = Object.entries(OPERATOR_COMMANDS) as [string, OperatorCommand][]
const directory = mkdtempSync(join(tmpdir(), 'bulkhead-cli-'))
const environment = { BULKHEAD_DATA_DIR: directory }
after(() => rmSync(directory, { recursive: true, force: true }))

const ORGANIZATION = '019a2f5e-7a10-7c1e-9d6b-2f0c5a4e8b31'

const operator = (...args: string[]) => runCommand(['operator', ...args], { environment })

describe('every declared command', () => {
  for (const [name, command] of commands) {
    const words = name.split(' ')

    test(`${name}: its example is understood`, async () => {
      const example = command.example
        .replace('bulkhead operator ', '')
        .match(/"[^"]*"|\S+/g)
        ?.map((word) => word.replaceAll('"', ''))
      const confirmed = command.confirms ? ['--yes'] : []
      const { code, stdout } = await operator(...(example ?? []), ...confirmed)
      // There is neither a server nor an archive, so the command runs and fails.
      assert.deepEqual([code, stdout], [1, ''])
    })

    test(`${name}: help says what it is, needs and looks like`, async () => {
      const help = (await operator(...words, '--help')).stdout
      const shown = help.replaceAll(/\s+/g, ' ')
      for (const text of [command.summary, command.example]) {
        assert.ok(shown.includes(text), `${text} is not in: ${help}`)
      }
      for (const property of Object.keys(command.input.properties)) {
        const names = [property, `--${property.replaceAll('_', '-')}`]
        assert.ok(
          names.some((text) => shown.includes(text)),
          `${property} is not in: ${help}`,
        )
      }
      const group = await operator(...words.slice(0, -1), '--help')
      assert.ok(group.stdout.replaceAll(/\s+/g, ' ').includes(command.summary))
    })

    test(`${name}: the page about operating says what it is for`, () => {
      const page = readFileSync(new URL('../../../../docs/guides/operating.md', import.meta.url), 'utf8')
      assert.ok(page.includes(`operator ${name}`))
    })

    test(`${name}: refuses an argument and an option too many`, async () => {
      const places = Array.from({ length: 4 }, () => '1')
      assert.equal((await operator(...words, ...places)).code, 4)
      const surplus = await operator(...words, '--surplus', '1', '--to', 'x')
      assert.equal(surplus.code, 4)
      assert.match(surplus.error().message, /option '--(surplus|to)'/)
    })

    if (command.confirms) {
      test(`${name}: does nothing unless somebody says yes`, async () => {
        const ended = await operator(...words, ...Object.keys(command.input.properties).map(() => '1'))
        assert.equal(ended.code, 4)
        assert.match(ended.error().hint, /--yes/)
      })
    }
  }
})

describe('an invalid command line', () => {
  const bad: [string[], RegExp][] = [
    [['nothing'], /Unknown command 'nothing'/],
    [['keys', 'rotte'], /Unknown command 'rotte'.*Did you mean rotate/],
    [['keys', 'retire'], /argument 'version'.*keys retire --help/],
    [['keys', 'retire', 'one'], /version must be integer.*keys retire 1/],
    [['keys', 'retire', '0'], /version must be >= 1/],
    [['keys', 'retire', '1.5'], /version must be integer/],
    [['organizations', 'create'], /argument 'name'/],
    [['organizations', 'create', ''], /name must not have fewer than 1/],
    [['organizations', 'create', 'x'.repeat(256)], /name must not have more than 255/],
    [['organizations', 'limit'], /argument 'organization_id'/],
    [['organizations', 'limit', 'acme', '--max-workspaces', '1'], /organization_id must match format/],
    [['organizations', 'limit', 'acme', '--max_workspaces', '1'], /organization_id must match format/],
    [
      ['organizations', 'limit', ORGANIZATION],
      /at least one of max_workspaces, max_connectors, requests_per_second, max_body_bytes, max_definitions\./,
    ],
    [['organizations', 'limit', ORGANIZATION, '--max_workspaces'], /--max-workspaces <number\|none>/],
    [
      ['organizations', 'limit', ORGANIZATION, '--max_workspaces', 'many'],
      /max_workspaces must be a whole number, or none/,
    ],
    [['organizations', 'limit', ORGANIZATION, '--max_connectors=-1'], /max_connectors must be >= 0/],
    [
      ['organizations', 'limit', ORGANIZATION, '--requests_per_second', '0'],
      /requests_per_second must be >= 1/,
    ],
    [
      ['organizations', 'limit', ORGANIZATION, '--max_body_bytes', '1.5'],
      /max_body_bytes must be a whole number/,
    ],
    [
      ['organizations', 'limit', ORGANIZATION, '--max_body_bytes', '9999999999'],
      /max_body_bytes must be <= 2147/,
    ],
    [['domains', 'prove', '..com'], /domain must be a domain, such as example\.com/],
    [['domains', 'prove', 'acme'], /domain must be a domain, such as example\.com/],
    [['backup'], /Name the file to write/],
    [['restore'], /argument 'file'/],
    [['restore', 'a', '--into'], /--into <url>' argument missing/],
    [['restore', 'a', '--into', 'mysql://x'], /into must look like postgres:/],
    [['restore', 'a', '--into=postgres://x', '--into=postgres://y'], /--into.*passed twice/],
    [['copy'], /--to <url>/],
    [['copy', '--to', 'db'], /to must look like postgres:/],
  ]
  for (const [args, message] of bad) {
    test(`${args.join(' ').slice(0, 60)}`, async () => {
      const { code, stdout, stderr } = await operator(...args)
      assert.deepEqual([code, stdout], [4, ''])
      assert.match(stderr, message)
    })
  }
})

test('a password that is not percent-encoded is said to be the reason, and not shown', async () => {
  const url = 'postgres://u:pa55/word@db/bulkhead'
  for (const [args, name] of [
    [['restore', 'a.archive', '--into', url], '--into'],
    [['copy', '--to', url], '--to'],
  ] as const) {
    const { code, stderr } = await operator(...args)
    assert.equal(code, 1)
    assert.match(stderr, RegExp(`${name} must be a URL of Postgres.*Percent-encode`))
    assert.doesNotMatch(stderr, /pa55/)
  }
})

test('a word after -- is an argument, whatever it looks like', async () => {
  const { code, error } = await operator('organizations', 'create', '--', '--into')
  assert.equal(code, 1)
  assert.match(error().message, /No server runs/)
})

test('progress is printed after a second, and then each second', () => {
  let now = 0
  const said: string[] = []
  const out = { isTTY: false, write: (text: string) => said.push(text) } as unknown as NodeJS.WriteStream
  const line = createProgressLine(out, () => now)
  for (now = 0; now <= 2_500; now += 100) line.show(`at ${now}`)
  assert.deepEqual(said, ['at 1000\n', 'at 2000\n'])
})

describe('the command as a process', () => {
  test('an invalid command line exits with 4 and writes only to standard error', async () => {
    const { code, stdout, stderr } = await runOperator(environment, 'keys', 'retire', 'x')
    assert.deepEqual([code, stdout], [4, ''])
    assert.match(stderr, /version must be integer/)
  })

  test('a command without a running server exits with 1 and says how to start one', async () => {
    const { code, stdout, stderr } = await runOperator(environment, 'keys', 'status')
    assert.deepEqual([code, stdout], [1, ''])
    assert.ok(stderr.includes(directory) && stderr.includes('bulkhead serve'), stderr)
    assert.ok(stderr.includes('BULKHEAD_DATA_DIR'), stderr)
  })

  test('help ends with 0, even if a setting of the server is invalid', async () => {
    const { code, stdout } = await runOperator({ BULKHEAD_PORT: 'none' }, 'keys', '--help')
    assert.equal(code, 0)
    for (const [name, { summary }] of commands)
      if (name.startsWith('keys ')) assert.ok(stdout.replaceAll(/\s+/g, ' ').includes(summary))
  })
})
