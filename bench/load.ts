import autocannon from 'autocannon'

/** Request of a load, as it is sent. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Load: connections share the requests, and each repeats its own. */
export interface Load {
  readonly url: string
  readonly connections: number
  /** Duration of the load before measuring, on the same connections, while the server settles. Default: 0. */
  readonly leadInSeconds?: number
  readonly seconds: number
  readonly requests: readonly LoadRequest[]
  /** Number of requests sent before. Each connection continues after its last one. Default: 0. */
  readonly sent?: number
}

/** Result of a load, without the lead-in time. */
export interface Loaded {
  readonly requests: number
  /** Requests sent, including the lead-in. */
  readonly sent: number
  readonly seconds: number
  readonly failed: number
  /** Milliseconds that 99 of 100 calls took at most. */
  readonly p99: number
}

async function run({ url, connections, seconds, requests, sent = 0, leadInSeconds = 0 }: Load) {
  let next = 0
  let ledIn = 0
  let answered = 0
  const instance = autocannon({
    url,
    connections,
    duration: leadInSeconds + seconds,
    timeout: 30,
    setupClient(client) {
      const share = Math.max(1, Math.floor(requests.length / connections))
      const from = (next++ * share) % requests.length
      const own = requests.slice(from, from + share).map((one) => ({ ...one }))
      const first = Math.floor(sent / connections) % own.length
      client.setRequests([...own.slice(first), ...own.slice(0, first)])
      client.on('response', () => {
        answered += 1
      })
    },
  })
  const timer = setTimeout(() => {
    ledIn = answered
    process.send?.('begun' satisfies Begun)
  }, leadInSeconds * 1000)
  const result = await instance
  clearTimeout(timer)
  process.send?.({
    requests: result['2xx'] + result.non2xx - ledIn,
    sent: result['2xx'] + result.non2xx,
    seconds: result.duration - leadInSeconds,
    failed: result.non2xx + result.errors + result.timeouts,
    p99: result.latency.p99,
  } satisfies Loaded)
}

/** Message that measuring has begun. */
export type Begun = 'begun'

process.on('message', (load: Load) => void run(load))
process.on('disconnect', () => process.exit())
