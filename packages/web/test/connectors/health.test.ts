import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthOf } from '#connectors/health.ts'

type Call = Parameters<typeof healthOf>[1][number]

function call(code: string | null, upstream_status: number | null = null, action = 'list'): Call {
  return {
    at: '2026-11-25T10:00:00.000Z',
    action,
    status: code === null ? 'success' : 'error',
    code,
    upstream_status,
  } as Call
}

for (const [what, calls, state] of [
  ['no call', [], 'unused'],
  ['only a description', [call(null, null, 'describe')], 'unused'],
  ['only a mistake of the caller', [call('invalid_params')], 'unused'],
  ['a good call', [call(null)], 'works'],
  ['a refused credential', [call('upstream_rejected', 401), call(null)], 'failing'],
  ['a record that is not there', [call('upstream_rejected', 404)], 'works'],
  ['a good call after a failure', [call(null), call('upstream_timeout')], 'works'],
  ['a mistake of the caller after a failure', [call('invalid_params'), call('upstream_timeout')], 'failing'],
] as const) {
  test(`${what}: ${state}`, () => {
    assert.equal(healthOf('ready', calls).state, state)
    assert.equal(healthOf('needs_reauthentication', calls).state, 'needs_reauthentication')
  })
}
