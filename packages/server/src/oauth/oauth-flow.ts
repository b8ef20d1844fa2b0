import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { EntityPermission } from '#platform/database/schema/tables'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { type OAuthRecordContext, openOAuthRecord, sealOAuthRecord } from '#platform/vault/sealed-oauth'
import type { Principal } from '#request/principal'
import { workspaceNotFound } from '#workspaces/find-workspace'
import type { ObtainedTokens } from './obtained-credentials.ts'

/** Time limit of an authorization, and of its tokens' wait for a connector. */
export const KEPT_SECONDS = 600

/** When what begins now ends, by the clock of the database. */
export function endOfKeeping() {
  return sql<Date>`now() + make_interval(secs => ${KEPT_SECONDS})`
}

/** State of an authorization while the browser is away. Sealed. */
export interface FlowRecord {
  readonly definition_id: string
  readonly auth_option: string
  readonly code_verifier: string
  readonly redirect_url: string
  readonly settings: Record<string, unknown>
  /** Further credentials, for the API. */
  readonly fields: Record<string, string>
  readonly entities: EntityPermission[] | null
  /** Scopes that the owner is asked for; absent in records of older versions. */
  readonly scopes?: readonly string[] | undefined
  readonly name?: string | undefined
  /** The connector whose credentials are renewed; absent where one is made. */
  readonly connector_id?: string | undefined
  /** Whether the tokens wait for a request that makes the connector. */
  readonly holds: boolean
  /** Hash of the nonce that the application has to bring; then the tokens wait for it. */
  readonly nonce_hash?: string | undefined
  /** Hash of the cookie that the browser has to bring back; absent where a token began it. */
  readonly browser_hash?: string | undefined
  /** Origins that an issuer may have that answers; absent in records of older versions. */
  readonly issuer_origins?: readonly string[] | undefined
  /** The connect session that it is of, which says what becomes of its tokens. */
  readonly connect?:
    | {
        readonly session_id: string
        readonly confirmation_hash: string
        /** Whether the connector gets the entities of this record, or keeps its own. */
        readonly sets_entities: boolean
      }
    | undefined
}

/** State of a connect link's authorization. */
export type ConnectFlowRecord = FlowRecord & { readonly connect: NonNullable<FlowRecord['connect']> }

/** Tokens that wait for a request to create a connector. Sealed. */
export interface HeldTokens {
  readonly auth_option: string
  readonly tokens: ObtainedTokens
  /** Present where the nonce has to be brought: what the authorization is for. */
  readonly confirms?: FlowRecord
}

/** A random text for a URL, which is known by its hash. */
export interface Handle {
  readonly text: string
  readonly hash: Buffer
}

/** 256 random bits. */
export function newHandle(): Handle {
  const text = randomBytes(32).toString('base64url')
  return { text, hash: handleHash(text) as Buffer }
}

/** The hash under which a handle is stored; undefined for what is no handle. */
export function handleHash(text: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? createHash('sha256').update(text).digest() : undefined
}

type Scope = Required<Pick<Principal, 'organization' | 'workspace'>>

/** Seals a record of an authorization under the data key of its workspace. */
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

/** Opens what {@link sealRecord} made. */
export async function openRecord<T>(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: Scope,
  kind: OAuthRecordContext['kind'],
  id: string,
  sealed: Uint8Array,
): Promise<T> {
  return openOAuthRecord<T>(await getDataKey(tx, keyring, scope), { kind, ...scope, id }, sealed)
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
