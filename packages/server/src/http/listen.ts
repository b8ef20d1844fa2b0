import cluster from 'node:cluster'
import type { FastifyInstance } from 'fastify'

/** First descriptor of the sockets that systemd passes to a service (`sd_listen_fds(3)`). */
const PASSED = 3

/**
 * Listens at the address from the settings, or on the socket that systemd has opened for this process.
 *
 * @throws Error that names the setting to change.
 */
export async function listen(
  app: Pick<FastifyInstance, 'listen'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  const fd = getPassedSocket()
  try {
    await app.listen({ host, port, ...(fd !== undefined && { fd }) })
  } catch (cause) {
    const advice = ADVICE[(cause as NodeJS.ErrnoException).code ?? '']
    if (advice === undefined) throw cause
    throw new Error(advice(host, port), { cause })
  }
}

/**
 * Returns the descriptor of the socket that systemd has opened for this process. A worker takes connections by its primary
 * process, so the socket is passed to that one.
 *
 * @returns Undefined if there is none.
 * @throws Error if there are several.
 */
function getPassedSocket(): number | undefined {
  const { LISTEN_PID, LISTEN_FDS } = process.env
  const pid = cluster.isWorker ? process.ppid : process.pid
  if (Number(LISTEN_PID) !== pid || LISTEN_FDS === undefined) return undefined
  if (LISTEN_FDS === '1') return PASSED
  throw new Error(`systemd has opened ${LISTEN_FDS} sockets. Name one address in bulkhead.socket.`)
}

const noAddress = (host: string) =>
  `${host} is not an address of this machine. Set BULKHEAD_HOST to one, or to 0.0.0.0 for all of them.`

const ADVICE: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is in use by another process. Stop that process, or set BULKHEAD_PORT to a free port.`,
  EACCES: (_host, port) =>
    `This user may not listen on port ${port}. Set BULKHEAD_PORT to 1024 or more, and put a proxy in front of it.`,
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
}
