import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { type OAuthRecordContext, openOAuthRecord, sealOAuthRecord } from '#platform/vault/sealed-values'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { ObtainedTokens } from './obtained-credentials.ts'

/** Seconds that an authorization may take, and that its tokens wait for a connector. */
export const KEPT_SECONDS = 600

/** Returns the end of a period that begins now, by the clock of the database. */
export function endOfKeeping() {
  return sql<Date>`now() + make_interval(secs => ${KEPT_SECONDS})`
}

/** State of an authorization while the browser is at the service. Stored encrypted. */
export interface FlowRecord {
  readonly definition_id: string
  readonly auth_option: string
  readonly code_verifier: string
  readonly redirect_url: string
  readonly settings: Record<string, unknown>
  /** Credentials for the API that the authorization does not give. */
  readonly fields: Record<string, string>
  readonly entities: EntityPermission[] | null
  /** Scopes that the owner is asked for. Absent from records of older versions. */
  readonly scopes?: readonly string[] | undefined
  readonly name?: string | undefined
  /** Connector whose credentials are replaced. Absent if a connector is created. */
  readonly connector_id?: string | undefined
  /** Whether the tokens wait for a request that creates the connector. */
  readonly holds: boolean
  /** Hash of the nonce that the application must bring. If present, the tokens wait for the nonce. */
  readonly nonce_hash?: string | undefined
  /** Hash of the cookie that the browser must bring back. Absent if a token began the authorization. */
  readonly browser_hash?: string | undefined
  /** Allowed origins of the issuer of the response. Absent from records of older versions. */
  readonly issuer_origins?: readonly string[] | undefined
  /** Connect session of the authorization. The session decides about the tokens. */
  readonly connect?:
    | {
        readonly session_id: string
        /** Hash of the token that began it. Absent from records of older versions. */
        readonly token_hash?: string | undefined
        readonly confirmation_hash: string
        /** Whether the connector gets the entities of this record. Otherwise it keeps its own. */
        readonly sets_entities: boolean
      }
    | undefined
}

/** State of a connect link's authorization. */
export type ConnectFlowRecord = FlowRecord & { readonly connect: NonNullable<FlowRecord['connect']> }

/** Tokens that wait for a request to create a connector. Stored encrypted. */
export interface HeldTokens {
  readonly auth_option: string
  readonly tokens: ObtainedTokens
  /** The authorization's state. Present if the application must bring a nonce. */
  readonly confirms?: FlowRecord
}

/** Random string for a URL. Only its hash is stored. */
export interface Handle {
  readonly text: string
  readonly hash: Buffer
}

/** Creates a handle of 256 random bits. */
export function newHandle(): Handle {
  const text = randomBytes(32).toString('base64url')
  return { text, hash: handleHash(text) as Buffer }
}

/** Returns the hash under which a handle is stored. Undefined if the string is not a handle. */
export function handleHash(text: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? createHash('sha256').update(text).digest() : undefined
}

type Scope = Required<Pick<Principal, 'organization' | 'workspace'>>

/** Encrypts a record of an authorization with the data key of its workspace. */
export async function sealRecord(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: Scope,
  kind: OAuthRecordContext['kind'],
  id: string,
  record: object,
): Promise<Uint8Array> {
  return sealOAuthRecord(await getDataKey(tx, keyring, scope), { kind, ...scope, id }, record)
}

/** Decrypts a record that {@link sealRecord} encrypted. */
export async function openRecord<T>(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: Scope,
  kind: OAuthRecordContext['kind'],
  id: string,
  sealed: Uint8Array,
): Promise<T> {
  return openOAuthRecord(await getDataKey(tx, keyring, scope), { kind, ...scope, id }, sealed) as T
}

async function getDataKey(tx: TenantTransaction, keyring: Keyring, scope: Scope) {
  const key = await tx
    .selectFrom('workspace_keys')
    .select(['kek_version', 'wrapped_dek'])
    .where('workspace_id', '=', scope.workspace)
    .executeTakeFirst()
  if (key === undefined) throw workspaceNotFound()
  return openDataKey(keyring, scope, key)
}
