import type { Engine } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { REVISIONS, type Revision } from '@bulkhead/testing/mcp-client'
import { startBearerProxy } from '@bulkhead/testing/mcp-conformance/bearer-proxy'
import { openFixtureEndpoint } from '@bulkhead/testing/mcp-conformance/fixture-endpoint'
import { runAuthorizationConformance } from '@bulkhead/testing/mcp-conformance/run-authorization'
import { type ConformanceRun, runConformance } from '@bulkhead/testing/mcp-conformance/run-conformance'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import { startTestServer } from '@bulkhead/testing/test-server'
import { onEngines, runProof, takeEngine } from '../parts/run-proof.ts'

/** Result of a run of the official suite. */
export interface ConformanceReport {
  /**
   * `real`: an ordinary server. `fixture`: the same endpoint with the tools that the suite calls by name.
   * `authorization server`: the scenarios for authorization servers, which no revision requires.
   */
  readonly target: 'real' | 'fixture' | 'authorization server'
  readonly revision: Revision
  readonly run: ConformanceRun
}

const BASELINES = new URL('../../packages/testing/mcp-conformance/', import.meta.url)

/**
 * Runs all server scenarios that both revisions of the protocol require: against a server, through a proxy that adds a
 * scoped token, and against its endpoint with the fixture's tools. Expected failures are in `mcp-conformance/*.yaml`
 * with the reason. Any other failure fails the run, and so does an expected failure that passes.
 */
export async function proveMcpConformance(engine: Engine): Promise<ConformanceReport[]> {
  const testServer = await startTestServer(engine)
  try {
    const tenant = await testServer.createTenant('Acme')
    const { token } = await testServer.mint(tenant, 'acme')
    await using fixture = await openFixtureEndpoint(testServer.server.services)
    const reports: ConformanceReport[] = []
    for (const [target, url] of [
      ['real', testServer.server.url] as const,
      ['fixture', fixture.url] as const,
    ]) {
      await using proxy = await startBearerProxy(url, token)
      for (const revision of REVISIONS) {
        const baseline = new URL(`${target}-${revision}.yaml`, BASELINES).pathname
        const run = await runConformance(`${proxy.url}/mcp`, revision, baseline)
        reports.push({ target, revision, run })
      }
    }
    return reports
  } finally {
    await testServer.close()
  }
}

/** Runs the scenarios for authorization servers in both revisions. All must pass. */
export async function proveAuthorizationConformance(engine: Engine): Promise<ConformanceReport[]> {
  const port = await freePort()
  const owned = await startOwnedServer(engine, {
    environment: { BULKHEAD_PORT: String(port), BULKHEAD_PUBLIC_URL: `http://127.0.0.1:${port}` },
  })
  try {
    const reports: ConformanceReport[] = []
    for (const revision of REVISIONS) {
      const run = await runAuthorizationConformance(owned, revision)
      reports.push({ target: 'authorization server', revision, run })
    }
    return reports
  } finally {
    await owned.testServer.close()
  }
}

/** Returns a one-line summary of a run: how many scenarios pass completely, and how many checks. */
export function toSummary({ target, revision, run: { scenarios, exitCode } }: ConformanceReport): string {
  const all = [...scenarios.values()]
  const passed = all.filter(({ failed }) => failed === 0).length
  const checks = all.reduce((sum, scenario) => sum + scenario.passed, 0)
  const verdict = exitCode === 0 ? 'as expected' : 'NOT as expected'
  return `${target}, ${revision}: ${passed} of ${all.length} scenarios pass, ${checks} checks; ${verdict}`
}

if (import.meta.main)
  void runProof(
    'mcp --scenario conformance',
    'Runs the conformance suites of MCP and of its authorization against a server. Fails when a scenario fails that is not expected to, or passes that is not expected to.',
    { engine: takeEngine() },
    async ({ engine }, { print, fault, count }) => {
      await onEngines(engine, async (one) => {
        const reports = [...(await proveMcpConformance(one)), ...(await proveAuthorizationConformance(one))]
        for (const report of reports) {
          print(`${one.name}: ${toSummary(report)}`)
          const checks = [...report.run.scenarios.values()].map(({ passed }) => passed)
          count({ [`checks of ${report.target}`]: checks.reduce((sum, passed) => sum + passed, 0) })
          if (report.run.exitCode === 0) continue
          print(report.run.output)
          fault([toSummary(report)])
        }
      })
    },
  )
