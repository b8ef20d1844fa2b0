import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const [engine] = engines
if (engine === undefined) throw new Error('There is no engine.')

describe(`requests that another site has a browser send, on ${engine.name}`, () => {
  let testServer: TestServer
  let owner: SignedInPerson

  before(async () => {
    testServer = await startTestServer(engine)
    owner = await signUpOwner(testServer, await testServer.createTenant('Acme'))
  })
  after(async () => {
    await testServer?.close()
    await engine.close()
  })

  const send = (headers: Record<string, string>, method = 'PUT', path = '/api/v1/organization') =>
    testServer.call(method, path, { headers, ...(method !== 'GET' && { body: { name: 'Taken over' } }) })

  test('an own page passes, at the public URL and at the requested host', async () => {
    const { cookie, csrf_token } = owner
    const token = { cookie, 'x-csrf-token': csrf_token }
    const host = new URL(testServer.server.url).origin
    for (const headers of [
      owner.headers,
      { ...token, origin: host },
      { ...token, 'sec-fetch-site': 'same-origin' },
      { ...owner.headers, 'sec-fetch-site': 'same-origin' },
    ])
      assert.equal((await send(headers)).status, 200, JSON.stringify(headers))
  })

  test('a request without proof is refused', async () => {
    const { cookie = '', origin = '' } = owner.headers
    const { csrf_token } = owner
    const another = await signInAgain(testServer, owner)
    const cases: Record<string, Record<string, string>> = {
      'the cookie alone': { cookie },
      'no token': { cookie, origin },
      'an empty token': { cookie, origin, 'x-csrf-token': '' },
      'the token of another session': { cookie, origin, 'x-csrf-token': another.csrf_token },
      'a token one character short': { cookie, origin, 'x-csrf-token': csrf_token.slice(0, -1) },
      'no origin': { cookie, 'x-csrf-token': csrf_token },
      'origin null': { ...owner.headers, origin: 'null' },
      'another origin': { ...owner.headers, origin: 'https://house.test.elsewhere.test' },
      'the host on another port': { ...owner.headers, origin: 'http://house.test:81' },
      'the public host over https': { ...owner.headers, origin: 'https://house.test' },
      'another site': { ...owner.headers, 'sec-fetch-site': 'cross-site' },
      'a sibling host': { ...owner.headers, 'sec-fetch-site': 'same-site' },
    }
    for (const [name, headers] of Object.entries(cases)) {
      const { status, body } = await send(headers)
      assert.deepEqual([status, body.code], [403, 'csrf_refused'], name)
    }
    const { body } = await testServer.call('GET', '/api/v1/organization', { headers: owner.headers })
    assert.notEqual(body.name, 'Taken over another way')
  })

  test('another site reads nothing either, not even by opening an address', async () => {
    const { cookie } = owner
    for (const site of ['cross-site', 'same-site']) {
      const { status, body } = await send({ cookie, 'sec-fetch-site': site }, 'GET')
      assert.deepEqual([status, body.code], [403, 'csrf_refused'])
    }
    assert.equal((await send({ cookie, origin: 'https://elsewhere.test' }, 'GET')).status, 403)
    assert.equal((await send({ cookie }, 'GET')).status, 200)
    const { headers } = await send({ ...owner.headers }, 'GET')
    assert.equal(headers.get('access-control-allow-origin'), null)
    assert.equal(headers.get('access-control-allow-credentials'), null)
  })

  test('nobody is signed in or up by another site', async () => {
    const { email, password } = owner
    for (const headers of [
      {},
      { origin: 'https://elsewhere.test' },
      { origin: 'null' },
      { origin: 'http://house.test', 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      for (const path of ['/auth/sign-in', '/auth/sign-up']) {
        const { status, body } = await testServer.call('POST', path, { headers, body: { email, password } })
        assert.deepEqual([status, body.code], [403, 'csrf_refused'])
      }
    }
    // A form can send only media types that need no preflight, and JSON is not one of them.
    const { status } = await testServer.call('POST', '/auth/sign-in', {
      headers: { origin: 'http://house.test', 'content-type': 'text/plain' },
      body: JSON.stringify({ email, password }),
    })
    assert.equal(status, 415)
  })

  test('an allowed origin of CORS is no page of ours', async () => {
    const origin = 'https://app.example.com'
    const open = await startTestServer(engine, { environment: { BULKHEAD_CORS_ORIGINS: origin } })
    try {
      const person = await signUpOwner(open, await open.createTenant('Acme'))
      const { status, headers } = await open.call('PUT', '/api/v1/organization', {
        headers: { ...person.headers, origin },
        body: { name: 'Taken over' },
      })
      assert.equal(status, 403)
      assert.equal(headers.get('access-control-allow-credentials'), null)
    } finally {
      await open.close()
    }
  })

  test('every operation that a person may call and that changes something asks for the proof', async () => {
    const { cookie = '', origin = '' } = owner.headers
    const writes = operations.filter(
      ({ method, callers }) => method !== 'GET' && callers !== 'anyone' && callers.includes('person'),
    )
    assert.ok(writes.length > 15)
    for (const { method, path } of writes) {
      const { body } = await send({ cookie, origin }, method, path)
      assert.equal(body.code, 'csrf_refused', `${method} ${path}`)
    }
  })
})
