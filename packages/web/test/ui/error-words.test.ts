import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, ConnectionError, type ErrorDetail } from '@bulkhead/sdk/client'
import '../texts-in-node.ts'

const { errorWords, humanName } = await import('#ui/error-words.ts')

const invalid = (...errors: Omit<ErrorDetail, 'details'>[]) =>
  new ApiError({
    code: 'invalid_request',
    message: 'body.redirect_origins.0 must be an origin.',
    status: 422,
    requestId: undefined,
    errors: errors.map((error) => ({ ...error, details: null })),
    retryAfter: undefined,
  })

test('a fault of a field is said with the name that the form gives it', () => {
  const field = 'body.redirect_origins.0'
  for (const message of ['must be an origin', `${field} must be an origin`]) {
    const error = invalid({ field, message })
    assert.equal(errorWords(error, { redirect_origins: 'Origins' }), 'Origins, line 1 must be an origin.')
    assert.equal(errorWords(error), 'Redirect origins, line 1 must be an origin.')
  }
})

test('other errors say what they say, and a lost connection that nothing is lost', () => {
  assert.equal(errorWords(new Error('Something.')), 'Something.')
  assert.match(errorWords(new ConnectionError('connection_failed', 'x')), /^Nothing was lost/)
})

test('a session that had ended is said to a person, not how a program sends a token', () => {
  const message = 'Send a token: Authorization: Bearer <token>.'
  const common = { message, status: 401, requestId: undefined, errors: [], retryAfter: undefined }
  assert.equal(
    errorWords(new ApiError({ ...common, code: 'unauthenticated' })),
    'Your session had ended. Try again.',
  )
})

test('a name of the API is words', () => {
  assert.equal(humanName('subdomain'), 'Subdomain')
  assert.equal(humanName('start_date'), 'Start date')
  assert.equal(humanName('clientId'), 'Client ID')
})
