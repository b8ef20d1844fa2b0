import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { translateDatabaseError } from '#platform/database/schema/sqlstate'

/** Error as the driver makes it. */
function failure(code: string | undefined, message = 'x'): Error {
  return Object.assign(new Error(message), code !== undefined && { code })
}

function assertUnavailable(translated: unknown, why?: RegExp) {
  assert.ok(translated instanceof BulkheadError)
  assert.equal(translated.code, 'unavailable')
  assert.ok((translated.retryAfter ?? 0) > 0)
  if (why !== undefined) assert.match(translated.message, why)
}

describe('errors of the database', () => {
  for (const [what, ...codes] of [
    ['a connection that failed', '08000', '08006', '08P01'],
    ['a login that is refused', '28000', '28P01'],
    ['a server without resources', '53100', '53200', '53300'],
    ['a server that is stopped, starts or ended the connection', '57P01', '57P02', '57P03'],
    ['a system error', '58000', '58030'],
    ['a transaction that was given up', '40001', '40P01', '25P03', '25P04'],
    ['a standby, or a plan that no longer fits', '0A000'],
    ['a server without the database', '3D000'],
    [
      'a network',
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EPIPE',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
    ],
  ] as const) {
    test(`${what}: unavailable`, () => {
      for (const code of codes) assertUnavailable(translateDatabaseError(failure(code)), /does not respond/)
    })
  }

  test('driver errors without a code: unavailable', () => {
    for (const message of [
      'Connection terminated',
      'Connection terminated unexpectedly',
      'Connection terminated due to connection timeout',
      'timeout exceeded when trying to connect',
      'Query read timeout',
      'Client has encountered a connection error and is not queryable',
      'Client was closed and is not queryable',
      'Cannot use a pool after calling end on the pool',
    ])
      assertUnavailable(translateDatabaseError(failure(undefined, message)), /does not respond/)
  })

  test('a statement or a lock that took too long: unavailable, and says so', () => {
    for (const code of ['57014', '55P03'])
      assertUnavailable(translateDatabaseError(failure(code)), /took too long/)
  })

  test('a write where none is possible: unavailable if the transaction asked to write', () => {
    assertUnavailable(translateDatabaseError(failure('25006'), 'read write'), /accepts no writes/)
    const mistake = failure('25006')
    assert.equal(translateDatabaseError(mistake, 'read only'), mistake)
    assert.equal(translateDatabaseError(mistake), mistake)
  })

  test('mistakes of ours, refusals of the walls and bad rows stay what they are', () => {
    for (const code of ['42501', '42703', '42P01', '22P02', '23502', '23505', '25P02', '54000', undefined]) {
      const error = failure(code)
      assert.equal(translateDatabaseError(error, 'read write'), error)
    }
    const refusal = new BulkheadError('connector_not_found', 'x')
    assert.equal(translateDatabaseError(refusal), refusal)
    // A code of a class, in a string that is no code of Postgres.
    const other = failure('ERR_INVALID_ARG_TYPE', 'The connection terminated')
    assert.equal(translateDatabaseError(other), other)
  })
})
