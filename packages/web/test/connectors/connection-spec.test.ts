import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { readConnectionSpec } = await import('#entities/connector/connection-spec.ts')

test('an option that an authorization fills says what is left to be entered', () => {
  const { options } = readConnectionSpec({
    properties: {
      access_token: { type: 'string' },
      developer_key: { type: 'string', title: 'Developer key' },
    },
    'x-bulkhead-auth-options': [
      {
        name: 'oauth',
        title: 'OAuth',
        label: 'OAuth',
        kind: 'oauth2',
        required: ['access_token', 'developer_key'],
        optional: [],
        authorization: { required: ['developer_key'], optional: [], settings_given: ['instance_url'] },
      },
      { name: 'key', title: 'Key', label: 'Key', kind: 'bearer', required: ['access_token'], optional: [] },
    ],
  })
  assert.deepEqual(
    options[0]?.authorization?.fields.map(({ title }) => title),
    ['Developer key'],
  )
  assert.deepEqual(options[0]?.authorization?.settingsGiven, ['instance_url'])
  assert.equal(options[1]?.authorization, undefined)
})

test('what a document does not mark as secret is shown, where it marks any', () => {
  const getSpec = (format: object) =>
    readConnectionSpec({
      properties: {
        email: { type: 'string', format: 'email', airbyte_secret: true },
        api_key: { type: 'string', ...format, airbyte_secret: true },
      },
      'x-bulkhead-auth-options': [
        {
          name: 'basic',
          title: 'Basic',
          label: 'Basic',
          kind: 'basic',
          required: ['email', 'api_key'],
          optional: [],
        },
      ],
    }).options[0]?.fields.map(({ title, isSecret }) => [title, isSecret])
  assert.deepEqual(getSpec({ format: 'password' }), [
    ['Email', false],
    ['API key', true],
  ])
  assert.deepEqual(getSpec({}), [
    ['Email', true],
    ['API key', true],
  ])
})
