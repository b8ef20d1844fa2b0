import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { ALLOWED_URLS, REFUSED_HOSTS, REFUSED_URLS } from './addresses.ts'
import { assertError, assertNames, CONNECTORS } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

const [engine] = engines

/** Listens on a port of 127.0.0.1 and counts the connections. */
async function startTrap(): Promise<{ port: number; visits(): number; server: Server }> {
  let visits = 0
  const server = createServer((socket) => {
    visits += 1
    socket.on('error', () => {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return { port: (server.address() as { port: number }).port, visits: () => visits, server }
}

function openAllowing(
  allow: string,
  names: Readonly<Record<string, readonly string[]>> = {},
): Promise<Fixture> {
  assert.ok(engine)
  return openFixture(engine, {
    environment: { BULKHEAD_EGRESS_ALLOW: allow },
    ...(Object.keys(names).length > 0 && {
      sending: {
        lookup: (hostname, callback) =>
          callback(
            null,
            (names[hostname] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
          ),
      },
    }),
  })
}

const create = (fixture: Fixture, base_url: string) =>
  fixture.testServer.call('POST', CONNECTORS, {
    token: fixture.scoped,
    body: { connector_type: 'echo', credentials: { token: 'egress-secret' }, environment: { base_url } },
  })
const list = (fixture: Fixture, id: string) => fixture.execute(id, { entity: 'things', action: 'list' })
const make = (fixture: Fixture, id: string) =>
  fixture.execute(id, { entity: 'things', action: 'create', params: { name: 'x' } })

after(() => engine?.close())

describe('a literal IP address', () => {
  let fixture: Fixture
  let trap: Awaited<ReturnType<typeof startTrap>>
  before(async () => {
    fixture = await openAllowing('')
    trap = await startTrap()
  })
  after(async () => {
    await fixture?.close()
    trap?.server.close()
  })

  for (const host of REFUSED_HOSTS) {
    test(`${host} is refused at create`, async () => {
      for (const scheme of ['https', 'http']) {
        const response = await create(fixture, `${scheme}://${host}:${trap.port}`)
        assertError(response, 'invalid_configuration', 'createConnector')
        assert.equal(response.body.errors[0].field, 'body.environment.base_url', response.text)
      }
      assertNames(await create(fixture, `https://${host}`), 'invalid_configuration', 'createConnector', [
        'not public',
        'BULKHEAD_EGRESS_ALLOW',
      ])
    })

    test(`${host} is refused as a setting, at create and at update`, async () => {
      const given = (api_url: string) => ({
        credentials: { access_token: 'x' },
        replication_config: { api_url },
      })
      const made = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: { connector_type: 'gitlab', ...given(host) },
      })
      assertError(made, 'invalid_configuration', 'createConnector')
      const good = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: { connector_type: 'gitlab', ...given('git.example.com') },
      })
      const path = `${CONNECTORS}/${good.body.id}`
      const moved = await fixture.testServer.call('PUT', path, { token: fixture.scoped, body: given(host) })
      assertError(moved, 'invalid_configuration', 'updateConnector')
      const { body } = await fixture.testServer.call('GET', path, { token: fixture.scoped })
      assert.deepEqual(body, good.body)
    })
  }

  for (const url of REFUSED_URLS) {
    test(`${JSON.stringify(url)} is refused`, async () => {
      const response = await create(fixture, url)
      assertError(response, 'invalid_configuration', 'createConnector')
      assert.ok(!response.text.includes('password@'))
    })
  }

  for (const url of ALLOWED_URLS) {
    test(`${url} is taken`, async () => {
      const { status, text } = await create(fixture, url)
      assert.equal(status, 200, text)
    })
  }

  test('nothing came to this machine', () => assert.equal(trap.visits(), 0))
})

describe('a name that resolves to a forbidden address', () => {
  const NAMES: Record<string, string[]> = {
    'loopback.test': ['127.0.0.1'],
    'private.test': ['10.1.2.3'],
    'metadata.test': ['169.254.169.254'],
    'six.test': ['::1'],
    'mapped.test': ['::ffff:127.0.0.1'],
    'nat64.test': ['64:ff9b::7f00:1'],
    'zone.test': ['fe80::1%lo'],
    'one-of-two.test': ['1.1.1.1', '127.0.0.1'],
    'one-of-two-the-other-way.test': ['127.0.0.1', '1.1.1.1'],
    'nonsense.test': ['not-an-address'],
  }
  let fixture: Fixture
  let trap: Awaited<ReturnType<typeof startTrap>>
  before(async () => {
    fixture = await openAllowing('', NAMES)
    trap = await startTrap()
  })
  after(async () => {
    await fixture?.close()
    trap?.server.close()
  })

  for (const name of Object.keys(NAMES)) {
    test(`${name} is refused when it is dialled`, async () => {
      const made = await create(fixture, `https://${name}:${trap.port}`)
      assert.equal(made.status, 200, made.text)
      for (const response of [await list(fixture, made.body.id), await make(fixture, made.body.id)]) {
        assertNames(response, 'egress_refused', 'executeOperation', [name])
      }
    })
  }

  test('localhost by the resolver of this system', async () => {
    const open = await openAllowing('10.0.0.0/8')
    const made = await create(open, `http://localhost:${trap.port}`)
    assert.equal(made.status, 200, made.text)
    assertNames(await list(open, made.body.id), 'egress_refused', 'executeOperation', ['localhost'])
    assertNames(await make(open, made.body.id), 'egress_refused', 'executeOperation', ['localhost'])
    await open.close()
  })

  test('nothing came to this machine', () => assert.equal(trap.visits(), 0))
})

describe('networks that the operator allowed', () => {
  let upstream: ScriptedUpstream
  let other: ScriptedUpstream
  let host: string
  let otherHost: string
  before(async () => {
    upstream = await startScriptedUpstream()
    other = await startScriptedUpstream()
    host = new URL(upstream.url).host
    otherHost = new URL(other.url).host
  })
  after(async () => {
    await upstream?.close()
    await other?.close()
  })

  test('host:port allows that port of that host and nothing else', async () => {
    const fixture = await openAllowing(host)
    const made = await create(fixture, `http://${host}`)
    assert.equal(made.status, 200, made.text)
    assert.equal((await list(fixture, made.body.id)).status, 200)
    assert.equal(upstream.arrived.length, 1)
    const { port } = new URL(upstream.url)
    for (const url of [
      `http://${otherHost}`,
      'http://127.0.0.1',
      `http://127.0.0.2:${port}`,
      `http://localhost:${port}`,
      `http://[::1]:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://10.0.0.1:${port}`,
      `http://api.example.com:${port}`,
      `http://${host}0`,
    ]) {
      assertError(await create(fixture, url), 'invalid_configuration', 'createConnector')
    }
    assert.equal(other.arrived.length, 0)
    await fixture.close()
  })

  test('a network allows its addresses, however they are reached, and no other', async () => {
    const fixture = await openAllowing('127.0.0.0/31', {
      'in.test': ['127.0.0.1'],
      'out.test': ['127.0.0.2'],
    })
    const { port } = new URL(upstream.url)
    for (const url of [upstream.url, `http://in.test:${port}`, `http://2130706433:${port}`]) {
      const made = await create(fixture, url)
      assert.equal(made.status, 200, made.text)
      assert.equal((await list(fixture, made.body.id)).status, 200, url)
    }
    assertError(await create(fixture, `http://127.0.0.2:${port}`), 'invalid_configuration', 'createConnector')
    const outside = await create(fixture, `http://out.test:${port}`)
    assertError(await list(fixture, outside.body.id), 'egress_refused', 'executeOperation')
    await fixture.close()
  })

  test('a name with its port may be private; the same name elsewhere may not', async () => {
    const { port } = new URL(upstream.url)
    const fixture = await openAllowing(`in.test:${port}`, { 'in.test': ['127.0.0.1'] })
    const made = await create(fixture, `http://in.test:${port}`)
    assert.equal((await list(fixture, made.body.id)).status, 200)
    assert.equal(upstream.arrived.at(-1)?.headers.host, `in.test:${port}`)
    const { port: another } = new URL(other.url)
    assertError(
      await create(fixture, `http://in.test:${another}`),
      'invalid_configuration',
      'createConnector',
    )
    const tls = await create(fixture, `https://in.test:${another}`)
    assertError(await list(fixture, tls.body.id), 'egress_refused', 'executeOperation')
    assert.equal(other.arrived.length, 0)
    await fixture.close()
  })

  test('an address that is allowed no longer is refused when it is dialled', async () => {
    const store = await engine?.createStore()
    assert.ok(engine && store)
    const open = (allow: string) =>
      openFixture(engine, { store, environment: { BULKHEAD_EGRESS_ALLOW: allow } })
    const first = await open(host)
    const id = (await create(first, `http://${host}`)).body.id
    const { client_id, client_secret } = first.tenant
    await first.close()
    const before = upstream.arrived.length
    const second = await open('')
    const token = await second.testServer.applicationToken({ client_id, client_secret })
    const response = await second.testServer.call('POST', `${CONNECTORS}/${id}/execute`, {
      token,
      body: { entity: 'things', action: 'list' },
    })
    assertError(response, 'egress_refused', 'executeOperation')
    assert.equal(upstream.arrived.length, before)
    await second.close()
    store.remove()
  })
})

describe('redirects', () => {
  let fixture: Fixture
  let trap: ScriptedUpstream
  let connector: string
  before(async () => {
    trap = await startScriptedUpstream()
    fixture = await openAllowing('127.0.0.0/8')
    connector = await fixture.connect({ credentials: { token: 'egress-secret' } })
  })
  after(async () => {
    await fixture?.close()
    await trap?.close()
  })

  const targets: Record<string, () => string> = {
    'another port': () => `${trap.url}/things`,
    'another host': () => fixture.upstream.url.replace('127.0.0.1', 'localhost'),
    'another address': () => fixture.upstream.url.replace('127.0.0.1', '127.0.0.2'),
    'another scheme': () => fixture.upstream.url.replace('http:', 'https:'),
    'another host without a scheme': () => trap.url.replace('http:', ''),
    'another host by a backslash': () => trap.url.replace('http://', '\\\\'),
    'the same host with a password': () => fixture.upstream.url.replace('http://', 'http://a:b@'),
    metadata: () => 'http://169.254.169.254/',
  }
  for (const [what, target] of Object.entries(targets)) {
    for (const status of [301, 302, 303, 307, 308]) {
      test(`${status} to ${what} is refused, and the target sees nothing`, async () => {
        fixture.upstream.respond(
          (_request, response) => void response.writeHead(status, { location: target() }).end(),
        )
        for (const call of [list, make]) {
          const before = fixture.upstream.arrived.length
          const response = await call(fixture, connector)
          // A write that is redirected with 301 to 303 may have been executed before.
          const isUnknown = call === make && status <= 303
          assertError(response, isUnknown ? 'outcome_unknown' : 'egress_refused', 'executeOperation')
          assert.ok(response.body.message.includes('redirect'), response.text)
          assert.equal(fixture.upstream.arrived.length - before, 1)
          assert.equal(trap.arrived.length, 0)
        }
      })
    }
  }

  test('within the origin a read goes on with its credential, up to five times', async () => {
    for (const [hops, followed] of [
      [1, true],
      [5, true],
      [6, false],
    ] as const) {
      const before = fixture.upstream.arrived.length
      fixture.upstream.respond((request, response) => {
        const hop = Number(/hop=(\d+)/.exec(request.url)?.[1] ?? 0)
        if (hop === hops) return json({ items: [] })(request, response)
        response.writeHead(302, { location: `/things?hop=${hop + 1}` }).end()
      })
      const answer = await list(fixture, connector)
      if (followed) assert.equal(answer.status, 200, answer.text)
      else assertError(answer, 'egress_refused', 'executeOperation')
      const arrived = fixture.upstream.arrived.slice(before)
      assert.equal(arrived.length, Math.min(hops, 5) + 1)
      for (const { headers } of arrived) assert.equal(headers.authorization, 'Bearer egress-secret')
    }
  })

  test('307 and 308 send a write again, body and all, within the origin', async () => {
    for (const status of [307, 308]) {
      const before = fixture.upstream.arrived.length
      fixture.upstream.respond((request, response) =>
        request.url === '/moved'
          ? json({ id: 1 })(request, response)
          : void response.writeHead(status, { location: '/moved' }).end(),
      )
      assert.equal((await make(fixture, connector)).status, 200)
      const [first, second] = fixture.upstream.arrived.slice(before)
      assert.deepEqual([second?.method, second?.body], ['POST', first?.body])
    }
  })
})
