import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AuthenticationError } from '@bulkhead/sdk/client'
import '../texts-in-node.ts'

const { byTokenAlone, TokenRefused } = await import('#access/tokens/by-token-alone.ts')
const { errorWords } = await import('#ui/error-words.ts')

test('a token that is refused says why, and not that the session ended', async () => {
  const message = 'The token has expired. Get a new one.'
  const common = { status: 401, requestId: undefined, errors: [], retryAfter: undefined }
  const expired = new AuthenticationError({ ...common, code: 'unauthenticated', message })
  const refused = await byTokenAlone(() => Promise.reject(expired)).catch((error) => error)
  assert.ok(refused instanceof TokenRefused)
  // The app ends the session with an error of this class.
  assert.ok(!(refused instanceof AuthenticationError))
  assert.equal(errorWords(refused), message)
})

test('other results and errors stay as they are', async () => {
  const lost = new Error('The connection was lost.')
  assert.equal(await byTokenAlone(async () => 1), 1)
  await assert.rejects(
    byTokenAlone(() => Promise.reject(lost)),
    (error) => error === lost,
  )
})
