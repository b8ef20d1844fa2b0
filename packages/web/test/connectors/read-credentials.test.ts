import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthOption } from '#entities/connector/connection-spec.ts'
import '../texts-in-node.ts'

const { readCredentials } = await import('#connectors/connect/read-credentials.ts')

const OPTION: AuthOption = {
  name: 'service_account',
  title: 'Service account',
  label: 'Service account',
  kind: 'oauth2',
  fields: [
    {
      name: 'key',
      title: 'Key file',
      description: undefined,
      required: true,
      isJson: true,
      isSecret: true,
      format: undefined,
    },
    {
      name: 'subject',
      title: 'Subject',
      description: undefined,
      required: false,
      isJson: false,
      isSecret: true,
      format: undefined,
    },
  ],
  authorization: undefined,
  help: undefined,
}

function read(key: string, subject = '') {
  const entered = new FormData()
  entered.set('credential.key', key)
  entered.set('credential.subject', subject)
  return readCredentials(entered, OPTION)
}

test('what is JSON is read, what is text stays as it is, what is empty is left out', () => {
  assert.deepEqual(read('{"id": 1}', '{'), {
    credentials: { option_title: 'Service account', key: { id: 1 }, subject: '{' },
    errors: {},
  })
  assert.deepEqual(read('{}', ' '), {
    credentials: { option_title: 'Service account', key: {} },
    errors: {},
  })
})

test('what is no JSON object is said at its field, and nothing is thrown', () => {
  for (const [text, said] of [
    ['{"id": ', /^This must be JSON\./],
    ['["id"]', /^This must be an object/],
    ['"key"', /^This must be an object/],
  ] as const) {
    const { credentials, errors } = read(text)
    assert.deepEqual(Object.keys(errors), ['credential.key'])
    assert.match(errors['credential.key'] ?? '', said)
    assert.ok(!('key' in credentials))
  }
})
