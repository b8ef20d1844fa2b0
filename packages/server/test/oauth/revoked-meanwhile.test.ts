import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { signUpOwner } from '@bulkhead/testing/people'
import { until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { API, APPLICATIONS, assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { INITIATE, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

/** Authorization in progress, and what takes the right behind it away. */
interface Begun {
  readonly callback: URL
  end(): Promise<{ status: number; text: string }>
}

/** Right that an authorization is begun under, and how it ends. */
const RIGHTS: Readonly<Record<string, (fixture: OAuthFixture) => Promise<Begun>>> = {
  'a scoped token revoked': async (fixture) => {
    const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
    return {
      callback: await fixture.consent({}, token),
      end: () => fixture.testServer.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
    }
  },
  'the application token revoked that minted it': async (fixture) => {
    const token = await fixture.testServer.applicationToken(fixture.tenant)
    const scoped = await fixture.testServer.mint({ token }, 'scene')
    return {
      callback: await fixture.consent({}, scoped.token),
      end: () => fixture.testServer.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
    }
  },
  'an application token whose client secret is retired': async (fixture) => {
    const { application, token } = await rotating(fixture)
    return {
      callback: await fixture.consent({ workspace_name: 'scene' }, token),
      end: () => retire(fixture, application),
    }
  },
  'a scoped token whose client secret is retired': async (fixture) => {
    const { application, token } = await rotating(fixture)
    const scoped = await fixture.testServer.mint({ token }, 'scene')
    return { callback: await fixture.consent({}, scoped.token), end: () => retire(fixture, application) }
  },
  'all tokens of the application revoked': async (fixture) => {
    const { application, token } = await rotating(fixture)
    return {
      callback: await fixture.consent({ workspace_name: 'scene' }, token),
      end: () =>
        fixture.testServer.call('POST', `${API}/applications/${application.id}/revoke-tokens`, {
          token: fixture.tenant.token,
        }),
    }
  },
  'all tokens of the workspace revoked': async (fixture) => {
    const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
    return {
      callback: await fixture.consent({}, token),
      end: () =>
        fixture.testServer.call('POST', `${WORKSPACES}/${fixture.workspace_id}/revoke-tokens`, {
          token: fixture.tenant.token,
        }),
    }
  },
  'the session of the person ended who minted the token': async (fixture) => {
    const { headers, session } = await signUpOwner(fixture.testServer, fixture.tenant)
    const body = { workspace_name: 'scene', create_workspace: false }
    const minted = await fixture.testServer.call('POST', `${APPLICATIONS}/scoped-token`, { headers, body })
    return {
      callback: await fixture.consent({}, minted.body.token),
      end: () => fixture.testServer.call('DELETE', `/auth/sessions/${session}`, { headers }),
    }
  },
  'the person removed who minted the token': async (fixture) => {
    const [owner, person] = [
      await signUpOwner(fixture.testServer, fixture.tenant),
      await signUpOwner(fixture.testServer, fixture.tenant),
    ]
    const body = { workspace_name: 'scene', create_workspace: false }
    const minted = await fixture.testServer.call('POST', `${APPLICATIONS}/scoped-token`, {
      headers: person.headers,
      body,
    })
    return {
      callback: await fixture.consent({}, minted.body.token),
      end: () =>
        fixture.testServer.call('DELETE', `${API}/people/${person.person}`, { headers: owner.headers }),
    }
  },
}

async function rotating({ testServer, tenant: { token } }: OAuthFixture) {
  const made = await testServer.call('POST', `${API}/applications`, { token, body: { name: 'Rotating' } })
  const second = await testServer.call('POST', `${API}/applications/${made.body.id}/secrets`, { token })
  assert.equal(second.status, 200, second.text)
  return { application: made.body, token: await testServer.applicationToken(made.body) }
}

function retire(
  { testServer, tenant: { token } }: OAuthFixture,
  application: { id: string; secret_id: string },
) {
  return testServer.call('DELETE', `${API}/applications/${application.id}/secrets/${application.secret_id}`, {
    token,
  })
}

for (const engine of engines) {
  describe(`a right that ends while an owner is asked, on ${engine.name}`, () => {
    let fixture: OAuthFixture
    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
    })
    after(() => fixture?.close())

    const connectors = async () => {
      const path = `${CONNECTORS}?workspace_id=${fixture.workspace_id}`
      const { body } = await fixture.testServer.call('GET', path, { token: fixture.tenant.token })
      return body.data.length as number
    }

    /** Number of tokens that the server has asked the service to revoke. */
    async function countRevoked(): Promise<number> {
      await fixture.testServer.server.services.backgroundTasks.settled()
      return fixture.authorization.revoked.length
    }

    test('tokens that wait, and those of a connector that is renewed, are not stored either', async () => {
      const connector_id = await fixture.connect(await fixture.authorization.issueTokens())
      for (const [more, revokes] of [
        [{ create_connector: false }, true],
        // The tokens that the connector has may end with the new ones.
        [{ connector_id, connector_type: undefined }, false],
      ] as const) {
        const revoked = await countRevoked()
        const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
        const { body } = await fixture.testServer.call('POST', INITIATE, {
          token,
          body: { connector_type: 'lighthouse', redirect_url: 'https://app.example.com/done', ...more },
        })
        const callback = await consentAt(body.consent_url)
        fixture.authorization.behaviour.answering = async () =>
          void (await fixture.testServer.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }))
        const { query } = await fixture.visit(callback)
        fixture.authorization.behaviour.answering = undefined
        assert.deepEqual(Object.keys(query).sort(), ['error', 'error_description'])
        assert.equal((await countRevoked()) - revoked, revokes ? 1 : 0)
      }
      assert.equal((await fixture.execute(connector_id)).status, 200, 'it keeps the tokens that it had')
    })

    test('tokens for a connector that is deleted in the meantime are revoked', async () => {
      const connector_id = await fixture.connect(await fixture.authorization.issueTokens())
      const callback = await fixture.consent({ connector_id, connector_type: undefined })
      const path = `${CONNECTORS}/${connector_id}`
      const deleted = await fixture.testServer.call('DELETE', path, { token: fixture.scoped })
      assert.equal(deleted.status, 202, deleted.text)
      const revoked = await countRevoked()
      assert.equal((await fixture.visit(callback)).query.error, 'creation_failed')
      assert.equal(await countRevoked(), revoked + 1)
    })

    test('tokens that may have been stored are not revoked', {
      skip: engine.name === 'pglite' && 'it loses no connection',
    }, async () => {
      const revoked = await countRevoked()
      const callback = await fixture.consent()
      const admin = new pg.Client({ connectionString: fixture.testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        await admin.query(`
          create function bulkhead.fail() returns trigger language plpgsql as $$
          begin raise exception 'The connection is lost.' using errcode = '57P01'; end $$;
          create constraint trigger fail after insert on bulkhead.connectors
          deferrable initially deferred for each row execute function bulkhead.fail()`)
        const { query } = await fixture.visit(callback)
        assert.equal(query.error, 'creation_failed')
      } finally {
        await admin.query('drop function if exists bulkhead.fail cascade')
        await admin.end()
      }
      assert.equal(await countRevoked(), revoked)
    })

    for (const [name, begin] of Object.entries(RIGHTS)) {
      test(`${name}: before the owner comes back`, async () => {
        const count = await connectors()
        const { callback, end } = await begin(fixture)
        const ended = await end()
        assert.equal(ended.status, 200, ended.text)
        const { location, ...response } = await fixture.visit(callback)
        assertError(response, 'oauth_state_unknown', 'completeOAuth')
        assert.equal(location, undefined)
        assert.equal(await connectors(), count)
      })

      test(`${name}: while the code is exchanged`, async () => {
        const count = await connectors()
        const revoked = fixture.authorization.revoked.length
        const { callback, end } = await begin(fixture)
        let ended: Awaited<ReturnType<typeof end>> | undefined
        fixture.authorization.behaviour.answering = async () => {
          ended = await end()
        }
        const { query } = await fixture.visit(callback)
        fixture.authorization.behaviour.answering = undefined
        assert.equal(ended?.status, 200, ended?.text)
        assert.deepEqual([query.error, query.connector_id], ['creation_failed', undefined])
        assert.match(query.error_description ?? '', /revoked/)
        assert.equal(await connectors(), count)
        // The server asks the service to revoke tokens that nothing will use.
        await until(() => fixture.authorization.revoked.length === revoked + 1)
      })
    }
  })
}
