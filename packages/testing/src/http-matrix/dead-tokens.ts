import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Caller } from '@bulkhead/contract/operation'
import { createAccessKey } from '@bulkhead/server/access/tokens/access-key'
import { issueToken } from '@bulkhead/server/access/tokens/issue-token'
import type { SigningKeys } from '@bulkhead/server/access/tokens/signing-keys'
import type { Services } from '@bulkhead/server/operations/services'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import {
  callWorkspace,
  createKey,
  createLink,
  createTenantFixture,
  type Surroundings,
  type TenantFixture,
} from './tenant-fixture.ts'

/** Token that must be rejected, for each kind of caller that it resembles. */
export type DeadToken = Readonly<Partial<Record<Caller, string>>>

/**
 * Creates every kind of token that must be rejected, each as similar to a valid one of `home` as possible.
 *
 * @param gone Fixture whose workspace was deleted.
 */
export async function createDeadTokens(
  surroundings: Surroundings,
  home: TenantFixture,
  gone: TenantFixture,
): Promise<Readonly<Record<string, DeadToken>>> {
  const { services } = surroundings.testServer.server
  const { signingKeys, issuer, audience } = services
  const good = { keys: signingKeys, issuer, audience, seconds: 900 }
  const variant = async (different: Partial<typeof good>) => {
    const { keys, issuer, audience, seconds } = { ...good, ...different }
    const sign = (token: string) =>
      issueToken(keys, { issuer, audience: [audience] }, getPayload(token) as never, seconds)
    return { application: await sign(home.tenant.token), scoped: await sign(home.token) }
  }
  const getBoth = (remake: (token: string) => string) => ({
    application: remake(home.tenant.token),
    scoped: remake(home.token),
  })
  return {
    expired: await variant({ seconds: -1 }),
    'forged with another key': await variant({ keys: anotherKey(signingKeys) }),
    'alg none': getBoth((token) => join(getHeader(token, 'none'), token, '')),
    'HS256 with the public key': getBoth((token) => signedWithPublicKey(services, token)),
    'wrong audience': await variant({ audience: `${audience}/other` }),
    'wrong issuer': await variant({ issuer: 'http://elsewhere.test' }),
    'of a deleted workspace': { scoped: gone.token, connect: gone.connect, key: gone.key },
    'a revoked key': { key: await revokedKey(surroundings, home) },
    'an expired key': { key: await expiredKey(surroundings, home) },
    'of a revoked link': { connect: await revokedLink(surroundings, home) },
    'of a workspace deactivated and activated again': await ofReactivatedWorkspace(surroundings, home),
  }
}

/** Returns another key of the same kind, with the id of the server's own key. */
function anotherKey(keys: SigningKeys): SigningKeys {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { ...keys, current: () => ({ ...keys.current(), privateKey: privateKey as never }) }
}

/** Signs a token with the public key as a shared secret: the confusion of RFC 8725 §2.1. */
function signedWithPublicKey({ signingKeys }: Services, token: string): string {
  const secret = Buffer.from(signingKeys.current().public_jwk.x ?? '', 'base64url')
  const header = getHeader(token, 'HS256')
  const payload = token.split('.')[1]
  return join(header, token, createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'))
}

async function ofReactivatedWorkspace(surroundings: Surroundings, { tenant }: TenantFixture) {
  const tenantFixture = await createTenantFixture(surroundings, tenant, 'reactivated')
  for (const status of ['inactive', 'active'])
    await callWorkspace(surroundings, 'PUT', tenantFixture, { status })
  return { scoped: tenantFixture.token, connect: tenantFixture.connect, key: tenantFixture.key }
}

async function revokedLink({ testServer }: Surroundings, { tenant, values }: TenantFixture): Promise<string> {
  const { session_id, token } = await createLink(testServer, tenant, { workspace_id: values.workspace })
  await testServer.call('POST', `/api/v1/connect/sessions/${session_id}/revoke`, { token: tenant.token })
  return token
}

async function revokedKey({ testServer }: Surroundings, { tenant, values }: TenantFixture): Promise<string> {
  const { id, key } = await createKey(testServer, tenant, values.workspace, {})
  const path = `/api/v1/workspaces/${values.workspace}/keys/${id}`
  await testServer.call('DELETE', path, { token: tenant.token })
  return key
}

async function expiredKey({ testServer }: Surroundings, { tenant, values }: TenantFixture): Promise<string> {
  const { text, hash } = createAccessKey()
  await asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
    tx
      .insertInto('access_keys')
      .values({
        organization_id: tenant.organization,
        workspace_id: values.workspace,
        key_id: randomUUID(),
        key_hash: hash,
        hint: text.slice(-4),
        name: 'expired',
        application_id: values.application,
        organization_epoch: 1,
        application_epoch: 1,
        workspace_epoch: 1,
        expires_at: new Date(Date.now() - 1_000),
      })
      .execute(),
  )
  return text
}

function getPayload(token: string): Record<string, unknown> {
  return { ...JSON.parse(decoded(token.split('.')[1])), jti: randomUUID() }
}

function getHeader(token: string, alg: string): string {
  return Buffer.from(JSON.stringify({ ...JSON.parse(decoded(token.split('.')[0])), alg })).toString(
    'base64url',
  )
}

function join(header: string, token: string, signature: string): string {
  return [header, token.split('.')[1], signature].join('.')
}

function decoded(part: string | undefined): string {
  return Buffer.from(part ?? '', 'base64url').toString('utf8')
}
