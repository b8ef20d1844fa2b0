import { CONNECTORS, connectCaller, MINT, PROOF_CLIENT_SETTINGS, WORKSPACES } from '@bulkhead/testing/caller'
import { freePort } from '@bulkhead/testing/free-port'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { askServer } from './ask-server.ts'
import type { ImageConfig } from './buildah.ts'
import { type ImagePlace, startImage } from './image-process.ts'

/** Fact about a running image, and whether it is as expected. */
export type Fact = readonly [isGood: boolean, what: string]

/** Number of concurrent requests while the image is stopped. */
const LANES = 8
const CONNECTORS_PLACE = '/srv'

/** Work of {@link driveImage}. */
export interface Work {
  /** Number of workspaces that must be acknowledged before SIGTERM. */
  readonly acknowledged: number
  readonly settings?: Readonly<Record<string, string>>
  /** Ids of workspaces that another version of the image acknowledged on the same data. */
  readonly before?: readonly string[]
  /** Whether to check the pages of this version and sign up the first owner. */
  readonly isAsked?: boolean
  /** Whether to start it a second time on its data. */
  readonly restarts?: boolean
}

/**
 * Runs an image on a data directory: starts it, sends the requests of a first owner, creates a connector and calls a
 * service with it, stops it under load, and starts it again.
 *
 * @returns Ids of the acknowledged workspaces.
 */
export async function driveImage(
  place: ImagePlace,
  config: ImageConfig,
  { acknowledged: least, settings: given = {}, before = [], isAsked = true, restarts = true }: Work,
  report: (fact: Fact) => void,
): Promise<readonly string[]> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const upstream = await startScriptedUpstream()
  await using closing = new AsyncDisposableStack()
  closing.defer(() => upstream.close())
  const settings = {
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_PORT: port,
    BULKHEAD_HOST: '127.0.0.1',
    BULKHEAD_EGRESS_ALLOW: new URL(upstream.url).host,
    BULKHEAD_CONNECTORS_DIR: CONNECTORS_PLACE,
    ...given,
  }
  const shared = { ...place.shared, [CONNECTORS_PLACE]: ECHO_CONNECTORS }

  const first = startImage({ ...place, shared }, config, settings)
  report([true, `first start: ready in ${(await first.readyMs).toFixed(0)} ms`])
  const status = first.status()
  report([
    new RegExp(`^Uid:\\s+${Number.parseInt(config.User, 10)}\\s`, 'm').test(status),
    `runs as ${config.User}`,
  ])
  report([/^NSpid:.*\s1$/m.test(status), 'is process 1'])
  const written = first.exec('touch /opt/bulkhead/own || touch /own')
  report([/Read-only file system/.test(written.stderr), `its root is read-only: ${written.stderr.trim()}`])
  const [, ...health] = config.Healthcheck?.Test ?? []
  const checked = first.exec(health.join(' '))
  report([health.length > 0 && checked.status === 0, `health check: ${checked.status} ${checked.stderr}`])
  for (const [what, ended, isGood] of isAsked ? await askServer(url, first.printed()) : [])
    report([isGood, `${what}${isGood ? '' : ended.printed}`])

  const caller = await connectCaller(url)
  const countLost = async (ids: readonly string[], { call } = caller) => {
    let lost = 0
    for (const id of ids) if ((await call('GET', `${WORKSPACES}/${id}`)).status !== 200) lost++
    return lost
  }
  if (before.length > 0)
    report([(await countLost(before)) === 0, `${before.length} of the version before are there`])
  upstream.respond(json({ items: [{ id: 1 }] }))
  const { body: connector } = await caller.call('POST', CONNECTORS, {
    connector_type: 'echo',
    credentials: { token: 'a-token-of-echo' },
    environment: { base_url: upstream.url },
  })
  const execute = `${CONNECTORS}/${connector.id}/execute`
  const executed = await caller.call('POST', execute, { entity: 'things', action: 'list' })
  report([executed.body.result?.[0]?.id === 1, `connector and call: ${executed.status}`])

  const acknowledged: string[] = []
  const surprises: string[] = []
  let stopped = false
  // Otherwise the lanes would mint forever if the wait below fails.
  closing.defer(() => {
    stopped = true
  })
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let count = 0; !stopped; count++) {
      const name = `image-${lane}-${count}-${port}`
      const answer = await caller.call('POST', MINT, { workspace_name: name }).catch(() => undefined)
      // The server no longer listens.
      if (answer === undefined) return
      if (answer.status === 200) acknowledged.push(answer.body.workspace_id)
      else if (answer.status !== 503) surprises.push(`${answer.status}: ${JSON.stringify(answer.body)}`)
    }
  })
  await until(() => acknowledged.length > least, 120_000)
  const began = performance.now()
  const exit = await first.end()
  stopped = true
  await Promise.all(lanes)
  const ended = `SIGTERM under load: code ${exit.code} after ${(performance.now() - began).toFixed(0)} ms, ${acknowledged.length} acknowledged`
  report([exit.code === 0 && surprises.length === 0, [ended, ...surprises.slice(0, 3)].join('\n     ')])

  if (!restarts) return acknowledged
  const second = startImage({ ...place, shared }, config, settings)
  report([true, `restart: ready in ${(await second.readyMs).toFixed(0)} ms`])
  const again = await connectCaller(url)
  const lost = await countLost(acknowledged, again)
  report([lost === 0, `${acknowledged.length} acknowledged, ${lost} lost`])
  const repeated = await again.call('POST', execute, { entity: 'things', action: 'list' })
  report([repeated.body.result?.[0]?.id === 1, `the connector's credentials open: ${repeated.status}`])
  report([(await second.end()).code === 0, 'SIGTERM: code 0'])
  return acknowledged
}
