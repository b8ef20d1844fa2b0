import { issueGrantToken } from '@bulkhead/server/agents/issue-grant-token'
import { PROOF_CLIENT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { createAgentGrant } from '@bulkhead/testing/http-matrix/agents/agent-grant'
import { COMMAND_LINE } from '@bulkhead/testing/oauth/agents'
import { signUpOwner } from '@bulkhead/testing/people'
import { PUBLIC_URL, startTestServer } from '@bulkhead/testing/test-server'
import { markdownTable } from 'markdown-table'
import { getInterval, type Interval } from './interval.ts'
import type { LoadRequest } from './load.ts'
import { cpuNanoseconds } from './processes.ts'
import { callExecute, createKey, execute, LIST, mint, serve } from './requests.ts'
import type { Rig } from './rig.ts'
import type { Fixture } from './scenes.ts'

/** Cost of a warm execute by one kind of caller, divided by that of a scoped token in the same round. */
export interface CallerCost {
  readonly caller: string
  readonly cpu: Interval
}

const CONNECTIONS = 32
const LEAD_IN_SECONDS = 0.3
const WARM_SECONDS = 5

/**
 * Measures warm executes by grant token and by key next to those by a scoped token, in short alternating rounds on one
 * server.
 */
export async function compareCallers(
  rig: Rig,
  engine: Engine,
  fixture: Fixture,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<CallerCost[]> {
  const { name = '', connectors: [connector = ''] = [] } = fixture.seeded[0] ?? {}
  const grants = await issueGrants(engine, fixture, name)
  const { server, url, app } = await serve(fixture.store, fixture.key, { BULKHEAD_PUBLIC_URL: PUBLIC_URL })
  const slice = async (request: LoadRequest, long: number) => {
    let before = 0
    const load = { url, connections: CONNECTIONS, seconds: long, leadInSeconds: LEAD_IN_SECONDS }
    const loaded = await rig.loader.run({ ...load, requests: [request] }, () => {
      before = cpuNanoseconds(server.pid)
    })
    if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${loaded.requests} calls failed`)
    return (cpuNanoseconds(server.pid) - before) / loaded.requests
  }
  try {
    const scoped = await mint(app, name)
    const key = await createKey(app, name)
    const [api, mcp] = [execute(scoped, connector, LIST), callExecute(scoped, connector, LIST)]
    const compared = [
      ['MCP, key', mcp, callExecute(key, connector, LIST)],
      ['MCP, grant token of an agent', mcp, callExecute(grants.agent, connector, LIST)],
      ['API, another scoped token', api, execute(await mint(app, name), connector, LIST)],
      ['API, key', api, execute(key, connector, LIST)],
      ['API, grant token of the command line', api, execute(grants.commandLine, connector, LIST)],
    ] as const
    const costs: CallerCost[] = []
    for (const [caller, base, own] of compared) {
      await assertExecutes(url, own)
      for (const request of [base, own]) await slice(request, WARM_SECONDS)
      const ratios: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        // The order alternates, so that neither target always comes first.
        const [first, second] = round % 2 === 0 ? [base, own] : [own, base]
        const [one, other] = [await slice(first, seconds), await slice(second, seconds)]
        ratios.push(round % 2 === 0 ? other / one : one / other)
      }
      costs.push({ caller, cpu: getInterval(ratios) })
      process.stderr.write(`${caller}: ${costs.at(-1)?.cpu.median.toFixed(3)}\n`)
    }
    return costs
  } finally {
    await server.end('SIGTERM')
  }
}

/**
 * Issues tokens of a grant to an agent and to the command line. A server in this process issues them and has stopped
 * before the function returns.
 */
async function issueGrants(engine: Engine, { store, key }: Fixture, workspace_name: string) {
  const testServer = await startTestServer(engine, {
    store,
    environment: { ...PROOF_CLIENT_SETTINGS, BULKHEAD_KEY: key },
  })
  try {
    const { services } = testServer.server
    const token = await testServer.applicationToken(PROOF_CLIENT)
    const { workspace_id } = await testServer.mint({ token }, workspace_name)
    const organization = (await testServer.call('GET', '/api/v1/organization', { token })).body.id
    const owner = await signUpOwner(testServer, { organization })
    const issue = async (rights: object, resource: string) => {
      const grant = await createAgentGrant(testServer, organization, owner, workspace_id, rights)
      const issued = await issueGrantToken(services, grant, resource)
      if (issued === undefined) throw new Error('the grant gives no token')
      return issued.access_token
    }
    return {
      agent: await issue({}, services.mcpResource),
      commandLine: await issue({ client_id: COMMAND_LINE.client_id, manages: true }, services.audience),
    }
  } finally {
    await testServer.close()
  }
}

/** Verifies that an execute succeeds. A tool error has the status 200 too. */
async function assertExecutes(url: string, { path, headers, body }: LoadRequest): Promise<void> {
  const response = await fetch(url + path, { method: 'POST', headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  if (response.status !== 200 || text.includes('"isError":true'))
    throw new Error(`executing answered ${response.status}: ${text.slice(0, 300)}`)
}

/** Returns the costs as a table of Markdown. */
export function callerTable(costs: readonly CallerCost[]): string {
  const rows = costs.map(({ caller, cpu: { median, from, to } }) => [
    ...[caller, `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`],
  ])
  return `${markdownTable([['Caller', 'CPU : that of a scoped token'], ...rows])}\n`
}
