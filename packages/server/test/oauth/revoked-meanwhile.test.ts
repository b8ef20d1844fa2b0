import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { until } from '@bulkhead/testing/house'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { signUpOwner } from '@bulkhead/testing/people'
import { API, APPLICATIONS, assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { INITIATE, type OAuthScene, openOAuthScene } from './oauth-scene.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

/** Authorization under way, and what takes the right behind it away. */
interface Begun {
  readonly callback: URL
  end(): Promise<{ status: number; text: string }>
}

/** Right that an authorization is begun under, and how it ends. */
const RIGHTS: Readonly<Record<string, (scene: OAuthScene) => Promise<Begun>>> = {
  'a scoped token revoked': async (scene) => {
    const { token } = await scene.house.mint(scene.tenant, 'scene')
    return {
      callback: await scene.consent({}, token),
      end: () => scene.house.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
    }
  },
  'the application token revoked that minted it': async (scene) => {
    const token = await scene.house.applicationToken(scene.tenant)
    const scoped = await scene.house.mint({ token }, 'scene')
    return {
      callback: await scene.consent({}, scoped.token),
      end: () => scene.house.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
    }
  },
  'an application token whose client secret is retired': async (scene) => {
    const { application, token } = await rotating(scene)
    return {
      callback: await scene.consent({ workspace_name: 'scene' }, token),
      end: () => retire(scene, application),
    }
  },
  'a scoped token whose client secret is retired': async (scene) => {
    const { application, token } = await rotating(scene)
    const scoped = await scene.house.mint({ token }, 'scene')
    return { callback: await scene.consent({}, scoped.token), end: () => retire(scene, application) }
  },
  'all tokens of the application revoked': async (scene) => {
    const { application, token } = await rotating(scene)
    return {
      callback: await scene.consent({ workspace_name: 'scene' }, token),
      end: () =>
        scene.house.call('POST', `${API}/applications/${application.id}/revoke-tokens`, {
          token: scene.tenant.token,
        }),
    }
  },
  'all tokens of the workspace revoked': async (scene) => {
    const { token } = await scene.house.mint(scene.tenant, 'scene')
    return {
      callback: await scene.consent({}, token),
      end: () =>
        scene.house.call('POST', `${WORKSPACES}/${scene.workspace_id}/revoke-tokens`, {
          token: scene.tenant.token,
        }),
    }
  },
  'the session of the person ended who minted the token': async (scene) => {
    const { headers, session } = await signUpOwner(scene.house, scene.tenant)
    const body = { workspace_name: 'scene', create_workspace: false }
    const minted = await scene.house.call('POST', `${APPLICATIONS}/scoped-token`, { headers, body })
    return {
      callback: await scene.consent({}, minted.body.token),
      end: () => scene.house.call('DELETE', `/auth/sessions/${session}`, { headers }),
    }
  },
  'the person removed who minted the token': async (scene) => {
    const [owner, person] = [
      await signUpOwner(scene.house, scene.tenant),
      await signUpOwner(scene.house, scene.tenant),
    ]
    const body = { workspace_name: 'scene', create_workspace: false }
    const minted = await scene.house.call('POST', `${APPLICATIONS}/scoped-token`, {
      headers: person.headers,
      body,
    })
    return {
      callback: await scene.consent({}, minted.body.token),
      end: () => scene.house.call('DELETE', `${API}/people/${person.person}`, { headers: owner.headers }),
    }
  },
}

async function rotating({ house, tenant: { token } }: OAuthScene) {
  const made = await house.call('POST', `${API}/applications`, { token, body: { name: 'Rotating' } })
  const second = await house.call('POST', `${API}/applications/${made.body.id}/secrets`, { token })
  assert.equal(second.status, 200, second.text)
  return { application: made.body, token: await house.applicationToken(made.body) }
}

function retire({ house, tenant: { token } }: OAuthScene, application: { id: string; secret_id: string }) {
  return house.call('DELETE', `${API}/applications/${application.id}/secrets/${application.secret_id}`, {
    token,
  })
}

for (const engine of engines) {
  describe(`a right that ends while an owner is asked, on ${engine.name}`, () => {
    let scene: OAuthScene
    before(async () => {
      scene = await openOAuthScene(engine)
      await scene.configure()
    })
    after(() => scene?.close())

    const connectors = async () => {
      const path = `${CONNECTORS}?workspace_id=${scene.workspace_id}`
      const { body } = await scene.house.call('GET', path, { token: scene.tenant.token })
      return body.data.length as number
    }

    test('tokens that wait, and those of a connector that is renewed, are not stored either', async () => {
      const connector_id = await scene.connect(await scene.authorization.issueTokens())
      for (const more of [{ create_connector: false }, { connector_id, connector_type: undefined }]) {
        const { token } = await scene.house.mint(scene.tenant, 'scene')
        const { body } = await scene.house.call('POST', INITIATE, {
          token,
          body: { connector_type: 'lighthouse', redirect_url: 'https://app.example.com/done', ...more },
        })
        const callback = await consentAt(body.consent_url)
        scene.authorization.behaviour.answering = async () =>
          void (await scene.house.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }))
        const { query } = await scene.visit(callback)
        scene.authorization.behaviour.answering = undefined
        assert.deepEqual(Object.keys(query).sort(), ['error', 'error_description'])
      }
      assert.equal((await scene.execute(connector_id)).status, 200, 'it keeps the tokens that it had')
    })

    for (const [name, begin] of Object.entries(RIGHTS)) {
      test(`${name}: before the owner comes back`, async () => {
        const count = await connectors()
        const { callback, end } = await begin(scene)
        const ended = await end()
        assert.equal(ended.status, 200, ended.text)
        const { location, ...answer } = await scene.visit(callback)
        assertError(answer, 'oauth_state_unknown', 'completeOAuth')
        assert.equal(location, undefined)
        assert.equal(await connectors(), count)
      })

      test(`${name}: while the code is exchanged`, async () => {
        const count = await connectors()
        const revoked = scene.authorization.revoked.length
        const { callback, end } = await begin(scene)
        let ended: Awaited<ReturnType<typeof end>> | undefined
        scene.authorization.behaviour.answering = async () => {
          ended = await end()
        }
        const { query } = await scene.visit(callback)
        scene.authorization.behaviour.answering = undefined
        assert.equal(ended?.status, 200, ended?.text)
        assert.deepEqual([query.error, query.connector_id], ['creation_failed', undefined])
        assert.match(query.error_description ?? '', /revoked/)
        assert.equal(await connectors(), count)
        // The service is asked to take back what nothing will use.
        await until(() => scene.authorization.revoked.length === revoked + 1)
      })
    }
  })
}
