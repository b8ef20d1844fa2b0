import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { after, describe, test } from 'node:test'
import { listenPostgres } from '#platform/database/postgres/listen-postgres'

const message = (type: string, body = Buffer.of()) => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(type), length, body])
}
const AUTHENTICATED = message('R', Buffer.of(0, 0, 0, 0))
const READY = message('Z', Buffer.from('I'))
const LISTENING = message('C', Buffer.from('LISTEN\0'))
const SHUT_DOWN = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'))

describe('listening on Postgres', () => {
  const listening = new Set<Socket>()
  let heard = () => {}
  /** As much of a Postgres as a connection that listens sees. */
  const postgres = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('close', () => listening.delete(socket))
    socket.once('data', () => {
      socket.write(Buffer.concat([AUTHENTICATED, READY]))
      socket.on('data', (asked) => {
        if (!asked.includes('listen')) return
        socket.write(Buffer.concat([LISTENING, READY]))
        listening.add(socket)
        heard()
      })
    })
  })
  after(() => postgres.close())

  test('goes on after a connection that fails more than once, and ends at once', async () => {
    await once(postgres.listen(0, '127.0.0.1'), 'listening')
    const { port } = postgres.address() as { port: number }
    const next = () => new Promise<void>((resolve) => (heard = resolve))
    let connected = next()
    const { close } = listenPostgres({ host: '127.0.0.1', port, user: 'x', database: 'x' }, 'c', () => {})
    await connected
    for (let time = 0; time < 2; time += 1) {
      connected = next()
      for (const socket of listening) socket.end(Buffer.concat([SHUT_DOWN, SHUT_DOWN]))
      await connected
    }
    assert.equal(listening.size, 1)
    await close()
  })
})
