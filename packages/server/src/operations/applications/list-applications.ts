import type { listApplications as operation } from '@bulkhead/contract/applications'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/**
 * Lists the organization's applications with the ids of their secrets. No database role of a request can read a hash.
 */
export const listApplications: Handler<typeof operation> = async ({ database }, principal) => {
  const { applications, secrets } = await asPrincipal(database, principal, 'read only', async (tx) => ({
    applications: await tx
      .selectFrom('applications')
      .select(['application_id', 'name', 'client_id', 'created_at', 'last_used_at'])
      .orderBy('application_id')
      .execute(),
    secrets: await tx
      .selectFrom('application_secrets')
      .select(['application_id', 'secret_id', 'created_at'])
      .orderBy('created_at')
      .orderBy('secret_id')
      .execute(),
  }))
  const secretsByApplication = Map.groupBy(secrets, ({ application_id }) => application_id)
  return {
    data: applications.map((row) => ({
      id: row.application_id,
      name: row.name,
      client_id: row.client_id,
      created_at: row.created_at.toISOString(),
      last_used_at: row.last_used_at?.toISOString() ?? null,
      secrets: (secretsByApplication.get(row.application_id) ?? []).map(({ secret_id, created_at }) => ({
        secret_id,
        created_at: created_at.toISOString(),
        retires: null,
      })),
    })),
  }
}
