import type { SplitCredentials } from '#connectors/connections/split-credentials'
import type { TokenTimes } from '#connectors/connections/store-credentials'
import { openRecord, sealRecord } from '#connectors/oauth/oauth-flow'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Keyring } from '#platform/vault/keyring'
import type { SessionRow } from './session-rows.ts'

/** Credential of a session, with everything else that a connector needs. Sealed until it is confirmed. */
export interface HeldCredential {
  readonly definition_id: string
  readonly auth_option: string
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
  readonly parts: SplitCredentials
  /** Permissions for the connector. Absent: the connector keeps its permissions. */
  readonly entities?: EntityPermission[] | null
  /** Lifetimes of tokens from the service. */
  readonly times?: TokenTimes | undefined
}

/** Seals a credential under the data key of the session's workspace. */
export function sealHeld(
  tx: TenantTransaction,
  keyring: Keyring,
  session: SessionRow,
  held: HeldCredential,
): Promise<Uint8Array> {
  return sealRecord(tx, keyring, getScope(session), 'connect held', session.session_id, held)
}

/** Decrypts what {@link sealHeld} sealed; undefined if the session holds nothing. */
export async function openHeld(
  tx: TenantTransaction,
  keyring: Keyring,
  session: SessionRow,
): Promise<HeldCredential | undefined> {
  if (session.held === null) return undefined
  const { times, ...held } = await openRecord<HeldCredential>(
    tx,
    keyring,
    getScope(session),
    'connect held',
    session.session_id,
    session.held,
  )
  return { ...held, times: times && withDates(times) }
}

function getScope({ organization_id: organization, workspace_id: workspace }: SessionRow) {
  return { organization, workspace }
}

/** Converts strings to dates again, since JSON has no dates. */
function withDates({ client, ...times }: TokenTimes): TokenTimes {
  const toDate = (moment: Date | null) => (moment === null ? null : new Date(moment))
  return {
    client,
    obtained_at: toDate(times.obtained_at),
    usable_until: toDate(times.usable_until),
    refresh_at: toDate(times.refresh_at),
  }
}
