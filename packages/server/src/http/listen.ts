import type { FastifyInstance } from 'fastify'

/** Listens at the address from the settings. @throws Error that names the setting to change. */
export async function listen(
  app: Pick<FastifyInstance, 'listen'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const advice = ADVICE[(cause as NodeJS.ErrnoException).code ?? '']
    if (advice === undefined) throw cause
    throw new Error(advice(host, port), { cause })
  }
}

const noAddress = (host: string) =>
  `${host} is no address of this machine. Set BULKHEAD_HOST to one, or to 0.0.0.0 for all of them.`

const ADVICE: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is in use by another process. Stop that one, or set BULKHEAD_PORT to a free port.`,
  EACCES: (_host, port) =>
    `This user may not listen on port ${port}. Set BULKHEAD_PORT to 1024 or more, and put a proxy before it.`,
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
}
