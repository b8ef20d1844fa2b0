import type { getOrganizationUsage as operation } from '@bulkhead/contract/organizations'
import { DEFAULT_MAX_DEFINITIONS, QUOTAS } from '#access/limits/read-quotas'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { countCalls } from '#records/tool-calls/count-calls'
import type { Handler } from '../handler.ts'

const COUNTED_DAYS = 30
const DAY_MS = 86_400_000

/** Counts everything of the token's organization that its quotas limit. */
export const getOrganizationUsage: Handler<typeof operation> = async ({ database }, principal) => {
  const until = Date.now()
  const calls = await countCalls(database, principal, until - COUNTED_DAYS * DAY_MS, until)
  const { quotas, counts } = await asPrincipal(database, principal, 'read only', async (tx) => ({
    quotas: await tx.selectFrom('organizations').select(QUOTAS).executeTakeFirstOrThrow(),
    counts: await tx
      .selectNoFrom([
        tx
          .selectFrom('workspaces')
          .select(({ fn }) => fn.countAll<number | string>().as('count'))
          .as('workspaces'),
        tx
          .selectFrom('connectors')
          .select(({ fn }) => fn.countAll<number | string>().as('count'))
          .as('connectors'),
        tx
          .selectFrom('organization_definitions')
          .select(({ fn }) => fn.countAll<number | string>().as('count'))
          .as('definitions'),
      ])
      .executeTakeFirstOrThrow(),
  }))
  const { max_workspaces, max_connectors, max_definitions, requests_per_second, max_body_bytes } = quotas
  return {
    workspaces: { used: Number(counts.workspaces), most: max_workspaces },
    connectors: { used: Number(counts.connectors), most: max_connectors },
    definitions: { used: Number(counts.definitions), most: max_definitions ?? DEFAULT_MAX_DEFINITIONS },
    requests_per_second,
    max_body_bytes,
    calls_30d: calls,
  }
}
