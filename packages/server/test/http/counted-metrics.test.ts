import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counter, Histogram, Registry } from 'prom-client'
import { registerCounted } from '#http/metrics/collect-metrics'
import { createDurations } from '#platform/metrics/durations'
import { createTally } from '#platform/metrics/tally'

const COUNTED = { name: 'test_requests_total', help: 'Responses sent, by operation and status.' }
const TIMED = { name: 'test_request_duration_seconds', help: 'Time to answer a request.' }
const BOUNDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

test('a registry writes the counts as it would write those of its own metrics', async () => {
  const [own, ours] = [new Registry(), new Registry()]
  const counter = new Counter({ ...COUNTED, labelNames: ['operation', 'status'], registers: [own] })
  const histogram = new Histogram({ ...TIMED, labelNames: ['operation'], buckets: BOUNDS, registers: [own] })
  const tally = createTally({ ...COUNTED, labels: ['operation', 'status'], most: 10 })
  const durations = createDurations({ ...TIMED, label: 'operation', bounds: BOUNDS, most: 10 })
  const observed: [string, number, number][] = [
    ['listWorkspaces', 200, 0.0004],
    ['executeOperation', 200, 0.001],
    ['executeOperation', 502, 0.75],
    ['executeOperation', 200, 61],
    ['listWorkspaces', 200, 0.005],
  ]
  for (const [operation, status, seconds] of observed) {
    counter.inc({ operation, status })
    histogram.observe({ operation }, seconds)
    tally.add([operation, String(status)])
    durations.observe(operation, seconds)
  }
  registerCounted(ours, (_label, value) => value)
  const lines = async (registry: Registry) =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.includes('test_'))
      .sort()
  assert.deepEqual(await lines(ours), await lines(own))
})
