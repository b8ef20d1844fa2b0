import { sql } from 'kysely'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { COMMAND_LINE } from '#access/tokens/claims'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { hashText, isSameText } from '#platform/text-hash'
import type { OAuthErrors } from './artifacts.ts'
import { COMMAND_LINE_METADATA } from './command-line.ts'

/**
 * Seconds after which a self-registered client is deleted if nobody granted it anything. A grant keeps the client for
 * longer.
 */
const UNUSED_SECONDS = 3_600
/** Maximum number of self-registered clients at one time. */
const MOST_DYNAMIC = 10_000

interface Dependencies {
  readonly database: Database
  readonly errors: OAuthErrors
  /** Default: {@link MOST_DYNAMIC}. */
  readonly most?: number
}

/**
 * Creates a store that reads clients and keeps those that register themselves, with their secret as a hash. If there
 * are too many, the oldest client without a grant is deleted. So anyone who registers very many clients loses only
 * those.
 */
export function createClientStore({ database, errors, most = MOST_DYNAMIC }: Dependencies): Adapter {
  return {
    async upsert(client_id, payload) {
      const metadata = JSON.stringify(withHashedSecret(payload as Record<string, unknown>))
      const added = await asIdentity(database, 'read write', async (tx) => {
        const { count } = await tx
          .selectFrom('identity.agent_clients')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('registered_by', 'is', null)
          .executeTakeFirstOrThrow()
        if (Number(count) >= most && !(await purgeUnused(tx, Number(count) + 1 - most))) return false
        await tx
          .insertInto('identity.agent_clients')
          .values({
            client_id,
            registered_by: null,
            metadata,
            expires_at: sql<Date>`now() + make_interval(secs => ${UNUSED_SECONDS})`,
          })
          .execute()
        return true
      })
      if (!added)
        throw new errors.InvalidRequest('too many clients are registered; try again in an hour', 503)
    },
    async find(client_id) {
      if (client_id === COMMAND_LINE) return COMMAND_LINE_METADATA
      const row = await asIdentity(database, 'read only', (tx) =>
        tx
          .selectFrom('identity.agent_clients')
          .select('metadata')
          .where('client_id', '=', client_id)
          .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
          .executeTakeFirst(),
      )
      return row?.metadata as AdapterPayload | undefined
    },
    consume: async () => {},
    destroy: async () => {},
    revokeByGrantId: async () => {},
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  }
}

/** Deletes the oldest clients that have no grant. @returns Whether there were as many as asked for. */
async function purgeUnused(tx: ConfinedTransaction, count: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.agent_clients')
    .where('client_id', 'in', ({ selectFrom }) =>
      selectFrom('identity.agent_clients')
        .select('client_id')
        .where('registered_by', 'is', null)
        .where('expires_at', '<=', sql<Date>`now() + make_interval(secs => ${UNUSED_SECONDS})`)
        .orderBy('expires_at')
        .limit(count),
    )
    .executeTakeFirst()
  return numDeletedRows >= BigInt(count)
}

/** Returns metadata with the hash of the secret instead of the secret, as stored. */
export function withHashedSecret(metadata: Record<string, unknown>): Record<string, unknown> {
  const { client_secret } = metadata
  return typeof client_secret === 'string'
    ? { ...metadata, client_secret: hashSecret(client_secret) }
    : metadata
}

/** Returns whether a secret matches the stored hash. */
export function matchesSecret(stored: string | undefined, presented: string): boolean {
  return isSameText(stored ?? '', hashSecret(presented))
}

function hashSecret(secret: string): string {
  return `sha256:${hashText(secret)}`
}
