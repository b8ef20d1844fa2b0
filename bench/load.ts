import autocannon from 'autocannon'

/** A request of the load, as it is sent. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What a load does: each connection sends the requests in turn, from a place of its own in the list. */
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
}

async function run({ url, connections, seconds, requests }: Load): Promise<Loaded> {
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient(client) {
      const from = Math.floor((next++ * requests.length) / connections)
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)].map((one) => ({ ...one })))
    },
  })
  return {
    requests: result['2xx'] + result.non2xx,
    seconds: result.duration,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

process.on('message', (load: Load) => void run(load).then((loaded) => process.send?.(loaded)))
process.on('disconnect', () => process.exit())
