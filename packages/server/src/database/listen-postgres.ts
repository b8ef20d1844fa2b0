import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const RETRY_MS = 500

/**
 * Listens on a channel over a connection of its own, made again whenever it is lost.
 *
 * @param options The role of the connection may do nothing: listening needs no right.
 */
export function listenPostgres(options: pg.ClientConfig, channel: string, notified: () => void) {
  const stopping = new AbortController()
  let current: pg.Client | undefined

  async function follow() {
    while (!stopping.signal.aborted) {
      const client = new pg.Client(options)
      const lost = new Promise<void>((resolve) => {
        client.once('end', () => resolve())
        client.once('error', () => resolve())
        stopping.signal.addEventListener('abort', () => resolve(), { once: true })
      })
      client.on('notification', notified)
      try {
        await client.connect()
        current = client
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
        await lost
      } catch {
        // The poll works without us; the next round tries again.
      }
      current = undefined
      await client.end().catch(() => {})
      await sleep(RETRY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }

  const following = follow()
  return {
    async close() {
      stopping.abort()
      await current?.end().catch(() => {})
      await following
    },
  }
}
