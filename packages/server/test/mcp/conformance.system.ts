import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveMcpConformance, toSummary } from '@bulkhead/testing/proofs/mcp/mcp-conformance'

// The protocol is the same whatever database is behind it, so one of them is enough here.
test('the official conformance suite finds what is expected, of both revisions', async (t) => {
  const [engine] = engines
  assert.ok(engine)
  t.after(() => engine.close())
  for (const report of await proveMcpConformance(engine)) {
    t.diagnostic(toSummary(report))
    assert.ok(report.run.scenarios.size >= 30)
    assert.equal(report.run.exitCode, 0, report.run.output.slice(-4000))
  }
})
