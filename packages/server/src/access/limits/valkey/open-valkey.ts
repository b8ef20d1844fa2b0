import type { Redis, Result } from 'iovalkey'
import { RateLimiterValkey } from 'rate-limiter-flexible'
import type { Log } from '#platform/log'
import { hashText } from '#platform/text-hash'
import type { ProcessNotices } from '../process-notices.ts'
import { GONE_AFTER_MS } from '../seats.ts'
import type { Counter } from '../shared-counter.ts'
import type { SlotRecords } from '../slot-records.ts'
import type { Valkey, ValkeyState } from './valkey.ts'
import { createValkeyClient, PREFIX } from './valkey-client.ts'

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

/** Connects to Valkey. A server also starts without it, and connects once Valkey is available. */
export async function openValkey(url: string, log: Pick<Log, 'warn' | 'info'>): Promise<Valkey> {
  const client = createValkeyClient(url)
  const state = watch(client, log)
  // The library subscribes again without a handler for failures, and only to channels that were confirmed before.
  const subscriber = client.duplicate({ autoResubscribe: false })
  subscriber.on('error', () => {})
  await client.connect().catch(state.lose)
  // Resolves when Valkey is available.
  void subscriber.connect().catch(() => {})
  return {
    counter: (name, windowMs) => createValkeyCounter(client, name, windowMs),
    slotRecords: () => createValkeySlotRecords(client, state),
    notices: (channel, reserve) => openNotices(client, subscriber, channel, reserve),
    close() {
      client.disconnect()
      subscriber.disconnect()
    },
  }
}

function watch(client: Redis, log: Pick<Log, 'warn' | 'info'>): ValkeyState & { lose(error?: Error): void } {
  let [isAway, absences] = [false, 0]
  let last: string | undefined
  function lose(error?: Error): void {
    last = (error as { code?: string } | undefined)?.code ?? last
    if (isAway) return
    isAway = true
    absences += 1
    log.warn({ code: last }, 'Valkey is unavailable; each process continues with its share of the limits')
  }
  client.on('error', (error: Error & { code?: string }) => {
    last = error.code
  })
  client.on('close', () => lose())
  client.on('ready', () => {
    if (isAway) log.info('Valkey is available again')
    isAway = false
  })
  client.on('end', () => {
    isAway = true
  })
  return { isAway: () => isAway, absences: () => absences, lose }
}

function createValkeyCounter(client: Redis, name: string, windowMs: number): Counter {
  const counts = new RateLimiterValkey({
    storeClient: client,
    keyPrefix: `${PREFIX}${name}`,
    // The library never rejects: `penalty` and `reward` count regardless of the limit.
    points: 0,
    duration: windowMs / 1000,
  })
  return {
    async count(key, points = 1) {
      const { consumedPoints, msBeforeNext } = await counts.penalty(hashText(key), points)
      return { count: consumedPoints, endsInMs: msBeforeNext }
    },
    async uncount(key, points = 1) {
      await counts.reward(hashText(key), points)
    },
  }
}

function openNotices<T>(
  client: Redis,
  subscriber: Redis,
  channel: string,
  reserve: ProcessNotices<T>,
): ProcessNotices<T> {
  const listeners: ((notice: T) => void)[] = []
  const name = `${PREFIX}${channel}`
  const subscribe = () => void subscriber.subscribe(name).catch(() => {})
  subscriber.on('ready', subscribe)
  if (subscriber.status === 'ready') subscribe()
  subscriber.on('message', (from, payload) => {
    if (from !== name) return
    const notice: T = JSON.parse(payload)
    for (const listener of listeners) listener(notice)
  })
  return {
    send(notice) {
      // This process receives its own message too, so with one listener there is no other process.
      client
        .publish(name, JSON.stringify(notice))
        .catch(() => 0)
        .then((heard) => {
          if (heard <= 1) reserve.send(notice)
        })
    },
    onNotice(listener) {
      listeners.push(listener)
      reserve.onNotice(listener)
    },
    receive: reserve.receive,
  }
}

function createValkeySlotRecords(client: Redis, state: ValkeyState): SlotRecords {
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
