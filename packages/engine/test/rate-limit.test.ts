import assert from 'node:assert/strict'
import test from 'node:test'
import { rateLimitIn } from '#read/rate-limit'
import { acme } from './acme.ts'

const NOW = 1_800_000_000_000
const policy = acme.entities.get('widgets')?.get('list')?.retry
assert.ok(policy)

const cases: [string, number, Record<string, string>, ReturnType<typeof rateLimitIn>][] = [
  ['429 with seconds', 429, { 'retry-after': '7' }, { until: NOW + 7_000, holds: 'connector' }],
  ['403 with seconds', 403, { 'retry-after': '60' }, { until: NOW + 60_000, holds: 'connector' }],
  ['429 without a time', 429, {}, undefined],
  ['403 without a time', 403, {}, undefined],
  ['a date that is past', 429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, undefined],
  ['a day', 429, { 'retry-after': '86400' }, { until: NOW + 900_000, holds: 'connector' }],
  ['503 with seconds is no limit', 503, { 'retry-after': '7' }, undefined],
  [
    'a counter that is used up, with a moment',
    200,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) },
    { until: NOW + 30_000, holds: 'operation' },
  ],
  [
    'a counter that is used up, with seconds',
    200,
    { 'ratelimit-remaining': '0', 'ratelimit-reset': '12' },
    { until: NOW + 12_000, holds: 'operation' },
  ],
  [
    'a refusal that names its time by a counter',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) },
    { until: NOW + 30_000, holds: 'connector' },
  ],
  [
    'a counter with something left',
    200,
    { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '12' },
    undefined,
  ],
  ['a counter without a reset', 200, { 'x-ratelimit-remaining': '0' }, undefined],
]
for (const [name, status, headers, expected] of cases) {
  test(`${name}: ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(rateLimitIn({ status, headers, redirects: 0, received_at: NOW }, policy), expected)
  })
}
