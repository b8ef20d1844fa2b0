import { createCache } from '#platform/cache/create-cache'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { getSqlstate } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'

interface Dependencies {
  readonly database: Database
  readonly log: Log
  /** Requests per second of an organization without a quota of its own. Default: unlimited. */
  readonly requestsPerSecond?: number | undefined
}

/** Maximum number of definitions of an organization whose quota does not set one. */
export const DEFAULT_MAX_DEFINITIONS = 50

/** Limits of an organization. Null is unlimited. */
export interface Quotas {
  readonly max_workspaces: number | null
  /** Maximum number of connectors in all workspaces together. */
  readonly max_connectors: number | null
  /** Maximum number of requests per second to all processes of this installation together. */
  readonly requests_per_second: number | null
  readonly max_body_bytes: number | null
  /** Maximum number of the organization's own definitions. Null is {@link DEFAULT_MAX_DEFINITIONS}. */
  readonly max_definitions: number | null
}

/** Limits, and other facts about an organization that every request needs. */
interface Facts extends Quotas {
  /** Version of the organization's definitions. 0 if it never had one; each change adds one. */
  readonly definitions_version: number
  /** Networks from which people may work, in CIDR notation. Empty: any network. */
  readonly networks: readonly string[]
}

/** Columns of the quotas. */
export const QUOTAS = [
  'max_workspaces',
  'max_connectors',
  'requests_per_second',
  'max_body_bytes',
  'max_definitions',
] as const satisfies readonly (keyof Quotas)[]

const UNLIMITED: Facts = {
  max_workspaces: null,
  max_connectors: null,
  requests_per_second: null,
  max_body_bytes: null,
  max_definitions: null,
  definitions_version: 0,
  networks: [],
}

/** Milliseconds after which a change has taken effect in every process. */
const FRESH_MS = 30_000
const REMEMBERED = 10_000

/**
 * Reader of quotas that caches them. It reads the quotas of an organization again every half minute while they are in
 * use.
 */
export interface QuotaReader {
  of(organization: string): Facts | Promise<Facts>
  /** Drops cached quotas after a change, so that the change takes effect in this process at once. */
  forget(organization: string): void
  /** Drops all cached quotas after another server has replaced the database's. The new one may have fewer changes. */
  forgetAll(): void
}

export function createQuotaReader(
  { database, log, requestsPerSecond }: Dependencies,
  now: () => number = Date.now,
): QuotaReader {
  const known = createCache<{ quotas: Facts | Promise<Facts>; readAt: number }>({
    name: 'quotas',
    key: 'organization',
    max: REMEMBERED,
    invalidatedBy:
      'its age of 30 s when it is asked for, a change by this process, other networks of people, another database server',
  })

  async function read(organization: string, last: Facts | Promise<Facts> | undefined): Promise<Facts> {
    try {
      const row = await asPrincipal(database, { organization }, 'read only', (tx) =>
        tx
          .selectFrom('organizations')
          .select([...QUOTAS, 'definitions_version'])
          .select((rows) =>
            rows
              .selectFrom('identity.sign_in_policies as p')
              .select('p.networks')
              .whereRef('p.organization_id', '=', 'organizations.organization_id')
              .as('networks'),
          )
          .executeTakeFirst(),
      )
      if (row === undefined) return UNLIMITED
      const requests_per_second = row.requests_per_second ?? requestsPerSecond ?? null
      return { ...row, requests_per_second, networks: row.networks ?? [] }
    } catch (error) {
      if (last === undefined) {
        known.delete(organization)
        throw error
      }
      log.warn({ code: getSqlstate(error) }, 'quotas could not be read; the last known values stay in force')
      return last
    }
  }

  return {
    of(organization) {
      const last = known.get(organization)
      if (last !== undefined && now() - last.readAt < FRESH_MS) return last.quotas
      const quotas = read(organization, last?.quotas)
      const reading: { quotas: Facts | Promise<Facts>; readAt: number } = { quotas, readAt: now() }
      known.set(organization, reading)
      // Later callers then need not wait.
      quotas.then(
        (value) => {
          reading.quotas = value
        },
        () => {},
      )
      return quotas
    },
    forget: (organization) => void known.delete(organization),
    forgetAll: () => known.clear(),
  }
}
