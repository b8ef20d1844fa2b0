import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import type { List } from '@bulkhead/sdk'
import { showList } from '#command/answer'
import type { Terminal } from '#terminal/terminal'

test('the waiting line is gone before each page of a list is printed', async ({ mock }) => {
  mock.timers.enable({ apis: ['setInterval'] })
  let screen = ''
  const write = (chunk: unknown, _encoding: string, done: () => void) => {
    screen += String(chunk)
    done()
  }
  // Both streams are one screen.
  const stream = () => Object.assign(new Writable({ write }), { isTTY: true, columns: 80 })
  const terminal: Terminal = {
    stdin: Readable.from([]),
    stdout: stream(),
    stderr: stream(),
    environment: {},
  }
  const pages = async function* () {
    for (const id of ['first', 'second']) {
      mock.timers.tick(1_000)
      yield { data: [{ id }], warning: null, hasNextPage: () => id === 'first' }
    }
  }
  const list = { pages } as unknown as List<object>
  await showList({ terminal, flags: {} }, list, 100, {
    format: 'text',
    fields: undefined,
    columns: { ID: 'id' },
  })
  mock.timers.reset()
  const shown = screen.split('\n').map((line) => line.split('\r\x1b[K'))
  assert.ok(screen.includes('Waiting for the server (') && screen.includes('1 so far ('), screen)
  assert.deepEqual(
    shown.map((parts) => parts.at(-1)),
    ['first', 'second', ''],
  )
})
