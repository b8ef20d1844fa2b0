import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { startTestServer } from '@bulkhead/testing/test-server'

const OFFICE = '203.0.113.5'
const OUTSIDE = '198.51.100.7'

const [engine] = engines
assert.ok(engine)

/** Starts a server, and returns the requests of an owner with values of `X-Forwarded-For`. */
async function start(environment: Readonly<Record<string, string>>) {
  const testServer = await startTestServer(engine as (typeof engines)[number], { environment })
  const { headers } = await signUpOwner(testServer, await testServer.createTenant('Acme'))
  const call = (method: string, path: string, from: string | undefined, body?: object) =>
    testServer.call(method, path, {
      headers: { ...headers, ...(from !== undefined && { 'x-forwarded-for': from }) },
      ...(body !== undefined && { body }),
    })
  return {
    testServer,
    allow: (networks: readonly string[], from?: string) => call('PUT', '/api/v1/sign-in', from, { networks }),
    read: async (from?: string) => (await call('GET', '/api/v1/people', from)).status,
  }
}

test('behind a trusted proxy, the address that the proxy saw counts, and not what its client claims', async () => {
  const { testServer, allow, read } = await start({ BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' })
  try {
    assert.equal((await allow([OFFICE], OFFICE)).status, 200)
    assert.equal(await read(OFFICE), 200)
    // A proxy appends what it saw to the header of its client.
    assert.equal(await read(`${OFFICE}, ${OUTSIDE}`), 403)
    assert.equal(await read(`${OUTSIDE}, ${OFFICE}`), 200)
    // The address of the proxy itself, in the header, is believed to be a proxy.
    assert.equal(await read(`${OUTSIDE}, 127.0.0.1`), 403)
    for (const from of ['', 'office', `${OFFICE}:443`, `[${OFFICE}]`, `${OUTSIDE} ${OFFICE}`, undefined])
      assert.equal(await read(from), 403, from)
  } finally {
    await testServer.close()
  }
})

test('without a trusted proxy the header counts for nothing', async () => {
  const { testServer, allow, read } = await start({})
  try {
    const refused = await allow([OFFICE], OFFICE)
    assert.deepEqual([refused.status, refused.body.code], [409, 'sign_in_policy_refused'])
    assert.equal((await allow(['127.0.0.1'], OFFICE)).status, 200)
    assert.equal(await read(OUTSIDE), 200)
  } finally {
    await testServer.close()
    await engine?.close()
  }
})
