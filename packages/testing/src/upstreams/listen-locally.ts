import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Server of this machine, with its origin without a trailing slash. */
export interface LocalServer {
  readonly url: string
  /** Ends its connections, and resolves when the server is closed. */
  close(): Promise<void>
}

/** Starts a server on this port of 127.0.0.1, or on a free one. */
export async function listenLocally(server: Server, port = 0): Promise<LocalServer> {
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
