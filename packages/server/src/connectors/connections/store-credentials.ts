import { type KeyObject, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { DeletedMeanwhile } from '#platform/database/roles/begin-again'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { sealCredentials } from '#platform/vault/sealed-values'
import type { BoundSecrets, SplitCredentials } from './split-credentials.ts'

/** Upper bound of the generation of first tokens. The column has room for as many renewals. */
const MOST_FIRST_GENERATION = 2 ** 30

/** Primary key of a connector. */
export interface ConnectorScope {
  organization_id: string
  workspace_id: string
  connector_id: string
}

/** Unencrypted facts about renewable tokens. */
export interface TokenTimes {
  readonly client: 'own' | 'organization'
  /** Time at which the service issued the tokens; null if the owner entered them. */
  readonly obtained_at: Date | null
  readonly usable_until: Date | null
  readonly refresh_at: Date | null
}

/** Returns the times of tokens that the owner entered with their own client: their lifetime is unknown. */
function givenTokens({ api }: SplitCredentials): TokenTimes {
  const isThere = api.secrets.access_token !== undefined
  return {
    client: 'own',
    obtained_at: null,
    // Without an access token, the tokens count as expired, so the first call requests new ones.
    usable_until: isThere ? null : new Date(0),
    refresh_at: null,
  }
}

/**
 * Seals the credentials of a connector, each part bound to its one origin, and replaces the stored ones. A token
 * renewal in progress then no longer counts.
 */
export async function storeCredentials(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: ConnectorScope,
  credentials: SplitCredentials,
  times: TokenTimes = givenTokens(credentials),
): Promise<void> {
  await storeTokenTimes(tx, scope, credentials, times)
  const { organization_id: organization, workspace_id: workspace } = scope
  const key = await tx
    .selectFrom('workspace_keys')
    .select(['kek_version', 'wrapped_dek'])
    .where('workspace_id', '=', workspace)
    .executeTakeFirst()
  if (key === undefined) throw new DeletedMeanwhile()
  const dataKey = openDataKey(keyring, { organization, workspace }, key)
  await sealPart(tx, dataKey, scope, 'api', credentials.api)
  if (credentials.refresh !== undefined) await sealPart(tx, dataKey, scope, 'refresh', credentials.refresh)
}

/** Seals one part and replaces the stored one. */
export async function sealPart(
  tx: TenantTransaction,
  dataKey: KeyObject,
  scope: ConnectorScope,
  purpose: 'api' | 'refresh',
  { origin, secrets }: BoundSecrets,
): Promise<void> {
  const { organization_id: organization, workspace_id: workspace, connector_id: connector } = scope
  const origins = [origin]
  const sealed = sealCredentials(dataKey, { organization, workspace, connector, purpose, origins }, secrets)
  await tx
    .insertInto('connector_credentials')
    .values({ ...scope, purpose, origins, sealed })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'workspace_id', 'connector_id', 'purpose'])
        .doUpdateSet({ origins, sealed, sealed_at: new Date() }),
    )
    .execute()
}

async function storeTokenTimes(
  tx: TenantTransaction,
  scope: ConnectorScope,
  { refresh }: SplitCredentials,
  times: TokenTimes,
): Promise<void> {
  if (refresh === undefined) {
    await tx
      .deleteFrom('connector_tokens')
      .where('workspace_id', '=', scope.workspace_id)
      .where('connector_id', '=', scope.connector_id)
      .execute()
    await tx
      .deleteFrom('connector_credentials')
      .where('workspace_id', '=', scope.workspace_id)
      .where('connector_id', '=', scope.connector_id)
      .where('purpose', '=', 'refresh')
      .execute()
    return
  }
  const anew = {
    ...times,
    lease_id: null,
    lease_process: null,
    leased_until: null,
    failures: 0,
    failing_since: null,
    retry_at: null,
    failure: null,
  }
  await tx
    .insertInto('connector_tokens')
    // Tokens stored again after their row was deleted must not have a number that a renewal in progress knows.
    .values({ ...scope, ...anew, generation: randomInt(1, MOST_FIRST_GENERATION) })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'workspace_id', 'connector_id']).doUpdateSet({
        ...anew,
        generation: sql`connector_tokens.generation + 1`,
      }),
    )
    .execute()
}
