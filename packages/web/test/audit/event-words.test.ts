import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { eventWords, toWords } = await import('#audit/event-words.ts')
const { EVENT_NAMES } = await import('#audit/event-names.ts')

test('events are words, and names of protocols are spelled as they are', () => {
  assert.equal(eventWords('workspace.tokens_revoked'), 'Workspace tokens revoked')
  assert.equal(eventWords('deleteWorkspace'), 'Delete workspace')
  assert.equal(eventWords('oauth.initiated'), 'OAuth initiated')
  assert.equal(eventWords('initiateOAuth'), 'Initiate OAuth')
  assert.equal(eventWords('setOAuthCredentials'), 'Set OAuth credentials')
})

test('in English a name is what the event or the operation is called', () => {
  for (const event of Object.keys(EVENT_NAMES)) assert.equal(eventWords(event), toWords(event))
})
