import type { Finding } from '#platform/finding'
import { createValkeyClient, PREFIX } from './valkey-client.ts'

const CHECK = 'valkey'

export async function examineByClient(url: string): Promise<Finding[]> {
  const client = createValkeyClient(url)
  let last: Error | undefined
  client.on('error', (error) => {
    last = error
  })
  try {
    await client.connect()
    const began = performance.now()
    await client.set(`${PREFIX}doctor`, 1, 'PX', 1_000)
    const tookMs = Math.ceil(performance.now() - began)
    const info = await client.info()
    const version =
      readField(info, 'valkey_version') ?? `with the protocol of ${readField(info, 'redis_version')}`
    const policy = readField(info, 'maxmemory_policy') ?? 'noeviction'
    const isBounded = (readField(info, 'maxmemory') ?? '0') !== '0'
    if (isBounded && policy !== 'noeviction')
      return [
        {
          check: CHECK,
          status: 'warning',
          detail: `maxmemory-policy is ${policy}, so counts may be evicted and limits start again from zero. Set it to noeviction.`,
        },
      ]
    return [{ check: CHECK, status: 'ok', detail: `Valkey ${version} takes a count in ${tookMs} ms` }]
  } catch (error) {
    const { code, message } = (last ?? error) as Error & { code?: string }
    return [
      {
        check: CHECK,
        status: 'failed',
        detail: `BULKHEAD_VALKEY_URL cannot be used (${code ?? message}). Until it can, each process continues with its share of the limits.`,
      },
    ]
  } finally {
    client.disconnect()
  }
}

function readField(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1]
}
