import type { Finding } from '#platform/finding'
import type { Log } from '#platform/log'
import type { Valkey } from './valkey.ts'

/** Connects to Valkey if it is set. Otherwise none of its modules is loaded. */
export async function loadValkey(
  url: string | undefined,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Valkey | undefined> {
  if (url === undefined) return undefined
  const { openValkey } = await import('./open-valkey.ts')
  return openValkey(url, log)
}

/** Checks Valkey the way a server would use it. */
export async function examineValkey(url: string): Promise<Finding[]> {
  const { examineByClient } = await import('./examine-by-client.ts')
  return examineByClient(url)
}
