import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { eventWords } = await import('#audit/event-words.ts')
const { EVENT_NAMES } = await import('#generated/event-names.ts')

test('events are words, and names of protocols are spelled as they are', () => {
  assert.equal(eventWords('workspace.tokens_revoked'), 'Workspace tokens revoked')
  assert.equal(eventWords('deleteWorkspace'), 'Delete workspace')
  assert.equal(eventWords('oauth.initiated'), 'OAuth initiated')
  assert.equal(eventWords('initiateOAuth'), 'Initiate OAuth')
  assert.equal(eventWords('setOAuthCredentials'), 'Set OAuth credentials')
})

test('subjects, events and operations have names to translate', () => {
  for (const name of [
    'connector',
    'connector.created',
    'connector.recovered',
    'owner.link_created',
    'signIn',
  ])
    assert.ok(name in EVENT_NAMES, name)
})
