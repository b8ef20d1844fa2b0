import type { UpstreamAccount } from '@bulkhead/contract/connect/sessions'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Definition } from '@bulkhead/engine'
import ipaddr from 'ipaddr.js'
import { sql } from 'kysely'
import { addingConnector } from '#access/limits/assert-room'
import type { QuotaReader } from '#access/limits/read-quotas'
import type { RequestContext } from '#access/request/principal'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { type Revoke, revoking } from '#access/tokens/revocation/revoking'
import { holdConnector, insertConnector } from '#connectors/connections/connector-rows'
import { accountColumns, toAccount } from '#connectors/connections/credential-source'
import { recordAudit } from '#journal/audit/record-audit'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import { findTarget } from '../find-target.ts'
import { type HeldCredential, sealHeld } from '../held-credential.ts'
import { lockOpenSession, takeTurns } from '../open-session.ts'
import { recordSessionEvent } from '../session-events.ts'
import { ENDED, type SessionRow, updateSession } from '../session-rows.ts'
import { swapCredential } from '../swap-credential.ts'

/** Browsers by a word in their user agents, in order: user agents of earlier ones also contain words of later ones. */
const BROWSERS: readonly (readonly [word: RegExp, name: string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [word: RegExp, name: string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly quotas: QuotaReader
  readonly revocations: RevocationFeed
}

/** Checked credential, and who gave it. */
export interface Finishing {
  readonly definition: Definition
  readonly credential: HeldCredential
  /** Connector for which the credential was made. Undefined: a new one. */
  readonly target_id: string | undefined
  readonly account: UpstreamAccount | null
  readonly confirmation_hash: string
  readonly client: { readonly address: string; readonly user_agent: string | undefined }
}

/**
 * Completes the end user's part of a session. Stores the credential with a connector, or holds it until somebody
 * confirms it. If several requests finish one session, only one succeeds.
 *
 * @throws BulkheadError `connect_session_ended`, `connect_session_state`, `quota_exceeded` and those of `findTarget`.
 */
export function finishSession(
  services: Dependencies,
  context: RequestContext,
  finishing: Finishing,
): Promise<SessionRow> {
  return finishing.target_id === undefined
    ? addingConnector(services, context, (tx) => finish(tx, services, context, finishing))
    : revoking(services, context, (tx, revoke) => finish(tx, services, context, finishing, revoke))
}

async function finish(
  tx: TenantTransaction,
  { keyring }: Dependencies,
  context: RequestContext,
  { definition, credential, target_id, account, confirmation_hash, client }: Finishing,
  revoke?: Revoke,
): Promise<SessionRow> {
  const session = await lockOpenSession(tx, context)
  await takeTurns(tx, session)
  const found = await findTarget(tx, session, definition.definition_id)
  if (found?.connector_id !== target_id) {
    const message = 'The connectors of the workspace changed in the meantime. Try again.'
    throw new BulkheadError('connect_session_state', message)
  }
  // Locked before its account is compared, because a confirmation may be about to replace it.
  const target = found && (await holdConnector(tx, found.connector_id))
  const previous = target === undefined ? null : toAccount(target)
  const isOther = previous !== null && account !== null && previous.id !== account.id
  const waits = session.require_confirmation || isOther
  const connector_id =
    target === undefined
      ? await addConnector(tx, keyring, context, session, definition, credential, account, waits)
      : target.connector_id
  if (target !== undefined && !waits) {
    if (revoke === undefined) throw new TypeError('A credential is swapped in a transaction that revokes.')
    await swapCredential(tx, keyring, session, target, credential, account, revoke)
    await recordAudit(
      tx,
      { ...context, event: 'connector.updated' },
      { workspace: session.workspace_id, subject: connector_id, definition: definition.definition_id },
    )
  }
  const finished = await updateSession(tx, session, {
    ...ENDED,
    ...(waits && { ended_at: null }),
    status: waits ? 'awaiting_confirmation' : 'completed',
    completed_at: sql<Date>`now()`,
    confirm_until: waits ? sql<Date>`now() + make_interval(secs => ${session.confirm_within})` : null,
    connector_id,
    ...accountColumns(account),
    previous_account_id: isOther ? previous.id : null,
    previous_account_name: isOther ? previous.name : null,
    browser: describeBrowser(client.user_agent),
    network: describeNetwork(client.address),
    confirmation_hash,
    error_code: null,
    error_message: null,
    held: waits ? await sealHeld(tx, keyring, session, credential) : null,
  })
  await recordAudit(
    tx,
    { ...context, event: 'connect_session.finished' },
    { workspace: session.workspace_id, subject: session.session_id },
  )
  await recordSessionEvent(tx, finished)
  return finished
}

async function addConnector(
  tx: TenantTransaction,
  keyring: Keyring,
  context: RequestContext,
  session: SessionRow,
  definition: Definition,
  { parts, times, entities, ...credential }: HeldCredential,
  account: UpstreamAccount | null,
  is_pending: boolean,
): Promise<string> {
  const { end_user_id, end_user_email, end_user_name } = session
  const workspace = await getActiveWorkspace(tx, context, session)
  const row = await insertConnector(tx, keyring, { ...context, event: 'connector.created' }, workspace, {
    definition,
    name: session.connector_name,
    entities,
    auth_option: credential.auth_option,
    settings: credential.settings,
    base_url: credential.base_url,
    credentials: parts,
    times,
    source: { end_user_id, end_user_email, end_user_name, ...accountColumns(account) },
    is_pending,
  })
  return row.connector_id
}

/** Returns a description of a browser, such as `Firefox on Linux`. Null if the browser is unknown. */
function describeBrowser(user_agent: string | undefined): string | null {
  const find = (known: typeof BROWSERS) => known.find(([word]) => word.test(user_agent ?? ''))?.[1]
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)]
  if (browser === undefined) return system ?? null
  return system === undefined ? browser : `${browser} on ${system}`
}

/** Returns the network of an address: its /24, or its /48 for IPv6. */
function describeNetwork(address: string): string | null {
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return `${parsed.toByteArray().slice(0, 3).join('.')}.0/24`
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, 3).map((part) => part.toString(16))
  return `${parts.join(':')}::/48`
}
