import autocannon from 'autocannon'

/** A request of the load, as it is sent. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What a load does: connections share the requests out, and each sends its own again and again. */
export interface Load {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  readonly requests: readonly LoadRequest[]
}

/** What came of it. */
export interface Loaded {
  readonly requests: number
  readonly seconds: number
  readonly failed: number
  /** Milliseconds that all but one call in a hundred took at most. */
  readonly p99: number
}

async function run({ url, connections, seconds, requests }: Load): Promise<Loaded> {
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient(client) {
      const share = Math.max(1, Math.floor(requests.length / connections))
      const from = (next++ * share) % requests.length
      client.setRequests(requests.slice(from, from + share).map((one) => ({ ...one })))
    },
  })
  return {
    requests: result['2xx'] + result.non2xx,
    seconds: result.duration,
    failed: result.non2xx + result.errors + result.timeouts,
    p99: result.latency.p99,
  }
}

process.on('message', (load: Load) => void run(load).then((loaded) => process.send?.(loaded)))
process.on('disconnect', () => process.exit())
