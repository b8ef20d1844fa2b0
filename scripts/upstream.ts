import { parseArgs } from 'node:util'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'

/** Serves GitHub's own API description on 127.0.0.1, for trying Bulkhead without an account anywhere. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4010' } } })
const upstream = await startGitHubUpstream(Number(values.port))
process.stdout.write(`GitHub's API, as its description says it, at ${upstream.url}. Stop with Ctrl-C.\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void upstream.close())
