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
  /** Ends the wait for the connection under way. One function, for a listener of each would stay with the signal. */
  let giveUp = () => {}

  async function follow() {
    while (!stopping.signal.aborted) {
      const client = new pg.Client(options)
      const lost = new Promise<void>((resolve) => {
        giveUp = resolve
        client.on('end', resolve)
        // Each of them: one that nobody listens to ends this process, and a connection may fail twice.
        client.on('error', () => resolve())
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
      giveUp()
      await current?.end().catch(() => {})
      await following
    },
  }
}
