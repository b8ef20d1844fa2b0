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
  /** How many of these requests were sent before: each connection goes on behind its last one. Default 0. */
  readonly sent?: number
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

async function run({ url, connections, seconds, requests, sent = 0 }: Load): Promise<Loaded> {
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient(client) {
      const share = Math.max(1, Math.floor(requests.length / connections))
      const from = (next++ * share) % requests.length
      const own = requests.slice(from, from + share).map((one) => ({ ...one }))
      const first = Math.floor(sent / connections) % own.length
      client.setRequests([...own.slice(first), ...own.slice(0, first)])
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
