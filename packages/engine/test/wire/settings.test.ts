import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { planRequest } from '#plan/plan-request'
import { deriveSettings } from '#settings/derive-settings'
import { resolveBaseUrl } from '#settings/resolve-base-url'
import { resolveSettings } from '#settings/resolve-settings'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode } from '../assert-engine-error.ts'
import { serve } from '../upstream.ts'
import { json, sender } from './wire.ts'

const WIDGETS = `
/widgets:
  get: { x-airbyte-entity: widgets, x-airbyte-action: list }
`

/** A call of a connector with these settings, sent to the address in them. */
async function sent(
  servers: string,
  settings: Record<string, string>,
  given: { info?: string; token?: string } = {},
) {
  const { info = '', token = 'K' } = given
  const definition = compile(documentWith({ servers, info, paths: WIDGETS }))
  const auth = chooseAuthOption(definition, { token })
  const resolved = resolveSettings(definition, deriveSettings(definition, auth, settings))
  const base_url = resolveBaseUrl(definition, resolved)
  const context = {
    definition,
    base_url,
    settings: resolved,
    auth_option: auth.option,
    credentials: auth.credentials,
  }
  return sender.send(planRequest(context, { entity: 'widgets', action: 'list' }))
}

// Shows Servers and settings: settings determine host and path, with defaults
test('the variables of a server are settings of the connector', async () => {
  const { requests, port } = await serve(json([]))
  const servers = `
- url: http://{host}/{version}/sites/{site}
  variables: { host: { default: your-host }, version: { default: v3 }, site: { default: your-site } }`
  await sent(servers, { host: `127.0.0.1:${port}`, site: 'a-1' })
  await sent(servers, { host: `127.0.0.1:${port}`, site: 'b', version: 'v4' })
  assert.deepEqual(
    requests.map(({ path, headers }) => [path, headers.host]),
    [
      ['/v3/sites/a-1/widgets', `127.0.0.1:${port}`],
      ['/v4/sites/b/widgets', `127.0.0.1:${port}`],
    ],
  )
  await rejectsCode('missing_setting', sent(servers, { host: 'a.test' }), /setting site is missing/)
  await rejectsCode(
    'invalid_setting',
    sent(servers, { host: 'a.test', site: '../admin' }),
    /one path segment/,
  )
  await rejectsCode(
    'invalid_setting',
    sent(servers, { host: `user@127.0.0.1:${port}`, site: 'a' }),
    /only a host/,
  )
  assert.equal(requests.length, 2)
})

// Shows Servers and settings: a setting that is the end of a credential
test('a setting is taken from the end of a credential', async () => {
  const { requests, port } = await serve(json([]))
  const servers = `- { url: "http://127.0.0.1:${port}/{dc}", variables: { dc: { default: us1 } } }`
  const info =
    'x-airbyte-config-normalization: { rules: [{ target: dc, source: token, transform: { type: suffix, delimiter: "-" } }] }'
  await sent(servers, {}, { info, token: 'k-y-us6' })
  await sent(servers, {}, { info, token: 'key' })
  assert.deepEqual(
    requests.map(({ path }) => path),
    ['/us6/widgets', '/us1/widgets'],
  )
})
