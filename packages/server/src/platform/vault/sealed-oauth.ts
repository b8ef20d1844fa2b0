import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds an organization's OAuth client. The client opens under no other context. */
export interface OAuthClientContext {
  organization: string
  definition: string
  /** Origins that may receive the secret, or patterns of origins with a wildcard label. */
  origins: readonly string[]
}

/** OAuth client of an organization at a service. */
export interface OAuthClient {
  readonly client_id: string
  readonly client_secret: string
}

/** Seals an organization's client under the data key of the organization. */
export function sealOAuthClient(
  dataKey: KeyObject | Uint8Array,
  context: OAuthClientContext,
  { client_id, client_secret }: OAuthClient,
): Uint8Array {
  return seal(dataKey, Buffer.from(JSON.stringify({ client_id, client_secret })), clientContext(context))
}

/** Opens an organization's client for one use. @throws SealError */
export function openOAuthClient(
  dataKey: KeyObject | Uint8Array,
  context: OAuthClientContext,
  sealed: Uint8Array,
): OAuthClient {
  return JSON.parse(open(dataKey, sealed, clientContext(context)).toString('utf8'))
}

/**
 * Context of a stored authorization: while the browser is at the service (`flow`), or until a connector is created
 * (`secret`). In a connect session: a flow about to begin (`connect begin`), or a credential that awaits confirmation
 * (`connect held`).
 */
export interface OAuthRecordContext {
  kind: 'flow' | 'secret' | 'connect begin' | 'connect held'
  organization: string
  workspace: string
  /** Id of the row. */
  id: string
}

/** Seals the data of an authorization under the data key of its workspace. */
export function sealOAuthRecord(
  dataKey: KeyObject | Uint8Array,
  context: OAuthRecordContext,
  record: object,
): Uint8Array {
  return seal(dataKey, Buffer.from(JSON.stringify(record)), recordContext(context))
}

/** Opens the data of an authorization. @throws SealError */
export function openOAuthRecord<T>(
  dataKey: KeyObject | Uint8Array,
  context: OAuthRecordContext,
  sealed: Uint8Array,
): T {
  return JSON.parse(open(dataKey, sealed, recordContext(context)).toString('utf8'))
}

function clientContext({ organization, definition, origins }: OAuthClientContext) {
  return getContext('oauth client', organization, definition, ...[...origins].sort())
}

function recordContext({ kind, organization, workspace, id }: OAuthRecordContext) {
  return getContext(`oauth ${kind}`, organization, workspace, id)
}
