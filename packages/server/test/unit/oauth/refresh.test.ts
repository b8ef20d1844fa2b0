import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EngineError } from '@bulkhead/engine/errors'
import { declineRefresh, type Reason } from '#connectors/oauth/claim-refresh'
import { finalRefusal, secondsUntilRetry } from '#connectors/oauth/refresh-failure'
import { refreshTimes } from '#connectors/oauth/refresh-times'
import { codeOf } from '../code-of.ts'

describe('when a token is renewed', () => {
  const MINUTE = 60
  for (const [lives, usable, ahead] of [
    [3600, 3600 - 30, 3600 - 5 * MINUTE],
    [5 * MINUTE, 5 * MINUTE - 30, 225],
    [60, 54, 45],
    [6, 5.4, 4.5],
    [9_999_999_999, 9_999_999_999 - 30, 9_999_999_999 - 5 * MINUTE],
  ] as const)
    test(`one of ${lives} s is renewed after ${ahead} s, and sent for ${usable} s`, () => {
      const { usable_until, refresh_at } = refreshTimes(1_000, 1_000 + lives * 1_000)
      assert.equal(usable_until?.getTime(), 1_000 + usable * 1_000)
      assert.equal(refresh_at?.getTime(), 1_000 + ahead * 1_000)
    })
  test('one of an unknown lifetime is sent until the service refuses it', () => {
    assert.deepEqual(refreshTimes(0, undefined), { usable_until: null, refresh_at: null })
  })
})

describe('whether tokens are renewed now', () => {
  const row = { generation: 1, status: 'ready', failure: null, is_young: false, retry_seconds: null }
  for (const [title, stored, reason, expected] of [
    ['that are due', row, 'due', undefined],
    ['that the service refused', row, 'refused', undefined],
    ['that others replaced', { ...row, generation: 2 }, 'due', 'moved'],
    [
      'that others replaced, and then could not renew',
      { ...row, generation: 2, status: 'needs_reauthentication' },
      'due',
      'moved',
    ],
    ['that are young, and refused', { ...row, is_young: true }, 'refused', 'young'],
    ['that are young, and due', { ...row, is_young: true }, 'due', undefined],
    ['that failed a moment ago', { ...row, retry_seconds: 7 }, 'refused', 'failing'],
    ['whose next attempt is due', { ...row, retry_seconds: 0 }, 'due', undefined],
    ['whose next attempt was due', { ...row, retry_seconds: -3 }, 'due', undefined],
  ] as const satisfies readonly (readonly [string, object, Reason, string | undefined])[])
    test(`tokens ${title}: ${expected ?? 'renewed'}`, () => {
      assert.equal(declineRefresh(stored, 1, reason)?.state, expected)
    })
  test('tokens that the service no longer renews: needs_reauthentication', () => {
    const stored = { ...row, status: 'needs_reauthentication', failure: 'invalid_grant' }
    assert.equal(
      codeOf(() => declineRefresh(stored, 1, 'due')),
      'needs_reauthentication',
    )
  })
})

describe('after a failure', () => {
  for (const [failures, asked, seconds] of [
    ...[1, 2, 3, 4, 9].map((count) => [count, 0, 2 ** (count - 1)] as const),
    ...[0, -1].map((count) => [count, 0, 1] as const),
    ...[10, 1_000].map((count) => [count, 0, 300] as const),
    [1, 60, 60],
    [9, 60, 256],
    [1, 900, 900],
    // Thirty years, a time in 50,000 years, and one beyond any that a database holds.
    ...[999_999_999, 1_796_057_000_000, 9_999_999_999_999].map((asked) => [1, asked, 900] as const),
  ] as const)
    test(`${failures}, and a request to wait ${asked} s: the next attempt in ${seconds} s`, () => {
      assert.equal(secondsUntilRetry(failures, asked), seconds)
    })

  const refused = (status: number, oauth_error?: string) =>
    new EngineError('upstream_status', 'refused', {
      status,
      upstream_message: '',
      ...(oauth_error && { oauth_error }),
    })
  const [once, long] = [
    { failures: 0, is_old: false },
    { failures: 4, is_old: true },
  ]
  for (const [title, error, before, own, organization = own] of [
    ['invalid_grant', refused(400, 'invalid_grant'), once, 'invalid_grant'],
    ['token_revoked with 200', refused(200, 'token_revoked'), once, 'token_revoked'],
    ['invalid_client', refused(401, 'invalid_client'), once, 'invalid_client', null],
    ['another code', refused(400, 'invalid_request'), once, null],
    ['no code', refused(401), once, null],
    ['no code, for an hour and five times', refused(401), long, 'refused', null],
    ['no code, five times in a row', refused(401), { ...long, is_old: false }, null],
    ['no code, twice in an hour', refused(401), { ...long, failures: 1 }, null],
    ...[500, 503, 429, 408].map((status) => [`${status} for an hour`, refused(status), long, null] as const),
    ['no response', new Error('ECONNRESET'), long, null],
  ] as const satisfies readonly (readonly [string, Error, typeof once, string | null, null?])[])
    test(`${title}: final as ${own} for an own client, as ${organization} for that of the organization`, () => {
      assert.equal(finalRefusal(error, 'own', before) ?? null, own)
      assert.equal(finalRefusal(error, 'organization', before) ?? null, organization)
    })
})
