import type { getProviderTest as operation } from '@bulkhead/contract/people/providers'
import { getMappedRights } from '#people/providers/mapped-rights'
import { readTestResult } from '#people/providers/provider-flow'
import { PROVIDER_COLUMNS, providerNotFound } from '#people/providers/provider-rows'
import { readPerson } from '#people/providers/read-claims'
import { asIdentity } from '#platform/database/roles/as-identity'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Returns the claims that came in a test, and the rights that they would give by the current mappings. */
export const getProviderTest: Handler<typeof operation> = async (
  { database },
  { organization },
  { params },
) => {
  if (!isUuid(params.provider_id)) throw providerNotFound()
  const { result, provider } = await asIdentity(database, 'read only', async (tx, become) => {
    const result = await readTestResult(tx, params.test_id)
    const rows = await become({ role: 'bulkhead_organization', organization })
    const provider = await rows
      .selectFrom('identity.providers')
      .select(PROVIDER_COLUMNS)
      .where('provider_id', '=', params.provider_id)
      .executeTakeFirst()
    return { result, provider }
  })
  if (provider === undefined) throw providerNotFound()
  // A test of another organization looks like one that has no result yet.
  if (result?.organization !== organization || result.provider_id !== provider.provider_id) {
    return { state: 'waiting', failure: null }
  }
  const { failure, claims } = result
  if (claims === undefined) return { state: 'failed', failure }
  const person = readPerson(claims, provider.claims, provider.trusts_email)
  const { role, levels } = getMappedRights(provider.mappings, provider.claims.groups, claims)
  return {
    state: failure === null ? 'succeeded' : 'failed',
    failure,
    claims,
    gives: {
      email: person.email ?? null,
      email_verified: person.email_verified,
      name: person.name ?? null,
      role,
      workspaces: [...levels].map(([workspace_id, level]) => ({ workspace_id, level })),
    },
  }
}
