import type { Redis, Result } from 'iovalkey'
import { GONE_AFTER_MS } from '../seats.ts'
import type { SlotRecords } from '../slot-records.ts'
import type { ValkeyState } from './valkey.ts'
import { PREFIX } from './valkey-client.ts'

declare module 'iovalkey' {
  interface RedisCommander<Context> {
    putSlots(keys: number, ...rest: (string | number)[]): Result<number, Context>
    renewSlots(keys: number, ...rest: (string | number)[]): Result<number, Context>
  }
}

/**
 * Script that writes KEYS[1] if the other keys are unchanged since they were read. This has the effect of a lock around
 * both.
 */
const PUT = `
for i = 2, #KEYS do
  if (redis.call('get', KEYS[i]) or '') ~= ARGV[i + 1] then return 0 end
end
if ARGV[1] == '0' then redis.call('del', KEYS[1])
else redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2]) end
return 1`
const RENEW = `
for i = 1, #KEYS do redis.call('pexpire', KEYS[i], ARGV[1]) end
return 1`
/**
 * Maximum number of attempts. Each failed attempt means that another process succeeded. After the last one, the next
 * turn tries again.
 */
const ATTEMPTS = 20

export function createValkeySlotRecords(client: Redis, state: ValkeyState): SlotRecords {
  client.defineCommand('putSlots', { lua: PUT })
  client.defineCommand('renewSlots', { lua: RENEW })
  return {
    ...state,
    async exchange(_group, own, others, decide) {
      const keys = [own, ...others].map((key) => PREFIX + key)
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const read = others.length === 0 ? [] : await client.mget(keys.slice(1))
        const record = decide(read.filter((text) => text !== null).map(Number))
        const expected = read.map((text) => text ?? '')
        if (await client.putSlots(keys.length, ...keys, record, GONE_AFTER_MS, ...expected)) return
      }
      throw new Error('Other processes record slots of this workspace all the time.')
    },
    async renew(keys) {
      await client.renewSlots(keys.length, ...keys.map((key) => PREFIX + key), GONE_AFTER_MS)
    },
  }
}
