import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  proveAuthorizationConformance,
  proveMcpConformance,
  toSummary,
} from '@bulkhead/proofs/mcp/conformance'
import { engines } from '@bulkhead/testing/engines'

// The protocol does not depend on the database, so one engine is enough.
const [engine] = engines
assert.ok(engine)
after(() => engine.close())

test('the official conformance suite finds what is expected, of both revisions', async (t) => {
  for (const report of await proveMcpConformance(engine)) {
    t.diagnostic(toSummary(report))
    assert.ok(report.run.scenarios.size >= 30)
    assert.equal(report.run.exitCode, 0, report.run.output.slice(-4000))
  }
})

test('its scenarios for authorization servers pass', async (t) => {
  for (const report of await proveAuthorizationConformance(engine)) {
    const { scenarios, exitCode, output } = report.run
    t.diagnostic(toSummary(report))
    assert.deepEqual(
      [...scenarios].map(([name, { failed }]) => [name, failed]),
      [
        ['authorization-code-grant', 0],
        ['authorization-server-metadata-endpoint', 0],
      ],
    )
    assert.equal(exitCode, 0, output.slice(-4000))
  }
})
