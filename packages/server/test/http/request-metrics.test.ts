import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counter, Histogram, Registry } from 'prom-client'
import { createRequestMetrics } from '#http/metrics/request-metrics'

test('a registry writes the counts as it would write those of its own metrics', async () => {
  const [own, ours] = [new Registry(), new Registry()]
  const counter = new Counter({
    name: 'bulkhead_requests_total',
    help: 'Requests answered, by operation and status.',
    labelNames: ['operation', 'status'],
    registers: [own],
  })
  const histogram = new Histogram({
    name: 'bulkhead_request_duration_seconds',
    help: 'Time to answer a request, the third party included.',
    labelNames: ['operation'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [own],
  })
  const metrics = createRequestMetrics(ours)
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
    metrics.observe(operation, status, seconds)
  }
  const lines = async (registry: Registry) => (await registry.metrics()).split('\n').sort()
  assert.deepEqual(await lines(ours), await lines(own))
})
