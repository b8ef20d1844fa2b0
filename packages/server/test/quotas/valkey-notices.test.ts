import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ANSWER_WITHIN_MS } from '#access/limits/valkey/valkey'

const CHANNEL = 'bulkhead:test'
/** Program that ends with 0 once it has received a notice. */
const LISTENER = `
import { openValkey } from '#access/limits/valkey/open-valkey'
const valkey = await openValkey(process.argv[1], { warn() {}, info() {} })
const reserve = { send() {}, onNotice() {}, receive() {} }
valkey.notices('test', reserve).onNotice(() => valkey.close())`

/** Starts a server that speaks as much of Valkey's protocol as notices need. */
async function startValkey(onSubscribe: (socket: Socket, times: number) => void) {
  let times = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      for (const [, command] of String(data).matchAll(/^\*\d+\r\n\$\d+\r\n(\w+)\r\n/gm)) {
        if (command === 'info') socket.write('$0\r\n\r\n')
        else if (command === 'subscribe') onSubscribe(socket, ++times)
        else socket.write('+OK\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `valkey://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const toReply = (...parts: (string | number)[]) =>
  `*${parts.length}\r\n${parts.map((part) => (typeof part === 'number' ? `:${part}\r\n` : `$${part.length}\r\n${part}\r\n`)).join('')}`

const confirm = (socket: Socket) => socket.write(toReply('subscribe', CHANNEL, 1))
const confirmAndSend = (socket: Socket) => {
  confirm(socket)
  socket.write(toReply('message', CHANNEL, '{}'))
}

async function listen(url: string) {
  const child = spawn(
    process.execPath,
    [...process.execArgv, '--input-type=module', '--eval', LISTENER, url],
    {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 120_000,
    },
  )
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { stderr, code }
}

test('a process receives notices after a reconnect at which Valkey confirms the subscription late', async () => {
  using valkey = await startValkey(async (socket, times) => {
    if (times === 1) {
      confirm(socket)
      socket.end()
      return
    }
    await sleep(2 * ANSWER_WITHIN_MS)
    confirmAndSend(socket)
  })
  assert.deepEqual(await listen(valkey.url), { stderr: '', code: 0 })
})

test('a process receives notices after two connections in a row have broken', async () => {
  using valkey = await startValkey((socket, times) => {
    if (times === 1) confirm(socket)
    if (times <= 2) socket.end()
    else confirmAndSend(socket)
  })
  assert.deepEqual(await listen(valkey.url), { stderr: '', code: 0 })
})
