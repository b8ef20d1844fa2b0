import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Adapter, AdapterPayload, errors } from 'oidc-provider'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { isForeignKeyViolation } from '#platform/database/schema/sqlstate'

/** Error classes of the library, which is loaded when it is first needed. */
export type OAuthErrors = typeof errors

/**
 * Window in milliseconds in which several redemptions of one token count as a race. One of them wins, and none counts
 * as a theft.
 */
export const RACE_MS = 2_000
/**
 * Window in milliseconds in which a client that did not receive the response may redeem its refresh token again, unless
 * the next token was used.
 */
const LOST_ANSWER_MS = 60_000
/** Seconds for which a refresh token whose response was lost counts as used. They are more than {@link LOST_ANSWER_MS}. */
const REPLACED_SECONDS = 86_400

interface Dependencies {
  readonly database: Database
  readonly errors: OAuthErrors
  /** Ends a grant with all its tokens. */
  endGrant(grant_id: string): Promise<void>
}

/**
 * Creates an adapter that stores rows of the authorization server under the hash of their id, because clients present
 * the id as a credential.
 */
export function createArtifacts(services: Dependencies, model: string): Adapter {
  const { database, errors, endGrant } = services
  const isGrant = model === 'Grant'
  return {
    async upsert(id, payload, expiresIn = 0) {
      const { jti: _, userCode, ...kept } = payload
      const row = {
        payload: JSON.stringify(kept),
        expires_at: new Date(Date.now() + expiresIn * 1000),
      }
      await asIdentity(database, 'read write', (tx) =>
        tx
          .insertInto('identity.agent_rows')
          .values({
            ...{ model, id_hash: hashId(id), grant_id: isGrant ? id : (payload.grantId ?? null), ...row },
            user_code_hash: typeof userCode === 'string' ? hashUserCode(userCode) : null,
          })
          .onConflict((conflict) => conflict.columns(['model', 'id_hash']).doUpdateSet(row))
          .execute(),
      ).catch((error: unknown) => {
        // The grant was ended in the meantime.
        if (isForeignKeyViolation(error)) throw new errors.InvalidGrant('the grant was ended')
        throw error
      })
    },
    async find(id) {
      const row = await asIdentity(database, 'read only', (tx) => selectRow(tx, model, id))
      if (row === undefined) return undefined
      const payload = { ...row.payload, jti: id } as AdapterPayload
      const { consumed_ms } = row
      if (consumed_ms === null) return payload
      if (consumed_ms < RACE_MS) throw getRaceError(errors, model)
      if (isRedeemedAgain(model, row)) return payload
      return { ...payload, consumed: Math.floor((Date.now() - consumed_ms) / 1000) }
    },
    async consume(id) {
      const won = await asIdentity(database, 'read write', async (tx) => {
        await lockGrant(tx, model, id)
        const { numUpdatedRows } = await tx
          .updateTable('identity.agent_rows')
          .set({ consumed_at: sql<Date>`now()` })
          .where('model', '=', model)
          .where('id_hash', '=', hashId(id))
          .where('consumed_at', 'is', null)
          .executeTakeFirst()
        return numUpdatedRows > 0n || redeemAgain(tx, model, id)
      })
      if (!won) throw getRaceError(errors, model)
    },
    async destroy(id) {
      if (isGrant) return endGrant(id)
      await asIdentity(database, 'read write', (tx) =>
        tx
          .deleteFrom('identity.agent_rows')
          .where('model', '=', model)
          .where('id_hash', '=', hashId(id))
          .execute(),
      )
    },
    // The rows are deleted with the grant, which other code ends.
    revokeByGrantId: async () => {},
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  }
}

/** Adapter for models that are not stored. This server issues its own access tokens and has its own sessions. */
export const NOTHING_KEPT: Adapter = {
  upsert: async () => {},
  find: async () => undefined,
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {},
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
}

interface Row {
  readonly payload: Record<string, unknown>
  readonly grant_id: string | null
  /** Milliseconds since the token was redeemed; null if it was not. */
  readonly consumed_ms: number | null
  /** Whether the refresh token that replaced it was redeemed. */
  readonly is_successor_used: boolean
}

async function selectRow(tx: ConfinedTransaction, model: string, id: string): Promise<Row | undefined> {
  return tx
    .selectFrom('identity.agent_rows as r')
    .select(['r.payload', 'r.grant_id'])
    .select(
      sql<number | null>`(extract(epoch from clock_timestamp() - r.consumed_at) * 1000)::float8`.as(
        'consumed_ms',
      ),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('identity.agent_rows as later')
          .select('later.model')
          .whereRef('later.grant_id', '=', 'r.grant_id')
          .where('later.model', '=', 'RefreshToken')
          .whereRef('later.consumed_at', '>', 'r.consumed_at'),
      )
        .$castTo<boolean>()
        .as('is_successor_used'),
    )
    .where('r.model', '=', model)
    .where('r.id_hash', '=', hashId(id))
    .where('r.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

function isRedeemedAgain(model: string, { consumed_ms, is_successor_used }: Row): boolean {
  return (
    model === 'RefreshToken' &&
    consumed_ms !== null &&
    consumed_ms >= RACE_MS &&
    consumed_ms < LOST_ANSWER_MS &&
    !is_successor_used
  )
}

/** Locks the grant of a token, so that redemptions of one grant run one after the other. */
async function lockGrant(tx: ConfinedTransaction, model: string, id: string): Promise<void> {
  await tx
    .selectFrom('identity.agent_grants')
    .select('grant_id')
    .where('grant_id', '=', ({ selectFrom }) =>
      selectFrom('identity.agent_rows as r')
        .select('r.grant_id')
        .where('r.model', '=', model)
        .where('r.id_hash', '=', hashId(id)),
    )
    .forUpdate()
    .execute()
}

/**
 * Redeems a refresh token again if its response was lost. The refresh token that the response contained counts as used
 * long ago. So if somebody has it after all, presenting it ends the grant: one of the two stole the token.
 *
 * @returns Whether the token may be redeemed again.
 */
async function redeemAgain(tx: ConfinedTransaction, model: string, id: string): Promise<boolean> {
  const row = await selectRow(tx, model, id)
  if (row === undefined || !isRedeemedAgain(model, row)) return false
  await tx
    .updateTable('identity.agent_rows')
    .set({ consumed_at: sql<Date>`now() - make_interval(secs => ${REPLACED_SECONDS})` })
    .where('grant_id', '=', row.grant_id)
    .where('model', '=', 'RefreshToken')
    .where('consumed_at', 'is', null)
    .execute()
  await tx
    .updateTable('identity.agent_rows')
    .set({ consumed_at: sql<Date>`now()` })
    .where('model', '=', model)
    .where('id_hash', '=', hashId(id))
    .execute()
  return true
}

function getRaceError(errors: OAuthErrors, model: string): Error {
  return model === 'RefreshToken'
    ? getUnavailableError(
        errors,
        'The refresh token is being redeemed by another request. Try again in a few seconds.',
      )
    : new errors.InvalidGrant('it was redeemed a moment ago')
}

/** Returns the error 503 `temporarily_unavailable`, after which a client keeps its credentials and tries again. */
export function getUnavailableError({ CustomOIDCProviderError }: OAuthErrors, description: string): Error {
  const error = new CustomOIDCProviderError('temporarily_unavailable', description)
  return Object.assign(error, { status: 503, statusCode: 503, expose: true })
}

/** Returns the hash of an id, under which its row is stored. */
export function hashId(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

/** Returns the hash of a code that a person typed, regardless of case and separators. */
export function hashUserCode(user_code: string): Buffer {
  return hashId(`user code ${user_code.toUpperCase().replaceAll(/[^A-Z]/g, '')}`)
}
