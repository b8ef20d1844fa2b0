import type { KeyObject } from 'node:crypto'
import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import { getContext, open, seal } from './seal.ts'

/** Encoding of a kind of value. */
interface Encoding<Value> {
  toBytes(value: Value): Uint8Array
  fromBytes(bytes: Buffer): Value
}

function asJson<Value>(): Encoding<Value> {
  return {
    toBytes: (value) => Buffer.from(JSON.stringify(value)),
    fromBytes: (bytes) => JSON.parse(bytes.toString('utf8')),
  }
}

const AS_TEXT: Encoding<string> = {
  toBytes: (text) => Buffer.from(text),
  fromBytes: (bytes) => bytes.toString('utf8'),
}

const AS_IT_IS: Encoding<Uint8Array> = { toBytes: (bytes) => bytes, fromBytes: (bytes) => bytes }

/**
 * Returns the functions of a kind of value. `open` throws SealError under another context than that of `seal`.
 *
 * @param bind Fields of the context. The first names the kind, so that no value opens as one of another kind.
 */
function sealedKind<Context, Value>(bind: (context: Context) => string[], encoding: Encoding<Value>) {
  return {
    seal: (dataKey: KeyObject | Uint8Array, context: Context, value: Value): Uint8Array =>
      seal(dataKey, encoding.toBytes(value), getContext(...bind(context))),
    open: (dataKey: KeyObject | Uint8Array, context: Context, sealed: Uint8Array): Value =>
      encoding.fromBytes(open(dataKey, sealed, getContext(...bind(context)))),
  }
}

export interface CredentialContext {
  organization: string
  workspace: string
  connector: string
  /** Use of the credential. `api` binds the origin of the API's requests, `refresh` that of the token endpoint. */
  purpose: 'api' | 'refresh'
  /** Origins that may receive the credential, as `https://host[:port]`. */
  origins: readonly string[]
}

/** Fields of a credential, under the data key of its workspace. */
export const { seal: sealCredentials, open: decryptCredentials } = sealedKind(
  ({ organization, workspace, connector, purpose, origins }: CredentialContext) => [
    ...['credential', organization, workspace, connector, purpose],
    ...[...origins].sort(),
  ],
  asJson<Readonly<Record<string, string>>>(),
)

/** Recorded bodies of a call, under the data key of its workspace. `call` is the id of the tool call. */
export const { seal: sealBodies, open: openBodies } = sealedKind(
  (context: { organization: string; workspace: string; connector: string; call: string }) => [
    'recorded bodies',
    context.organization,
    context.workspace,
    context.connector,
    context.call,
  ],
  asJson<RecordedBodies>(),
)

/** OAuth client of an organization at a service. */
export interface OAuthClient {
  readonly client_id: string
  readonly client_secret: string
}

interface OAuthClientContext {
  organization: string
  definition: string
  /** Origins that may receive the secret, or patterns of origins with a wildcard label. */
  origins: readonly string[]
}

/** OAuth client of an organization, under its data key. */
export const { seal: sealOAuthClient, open: openOAuthClient } = sealedKind(
  ({ organization, definition, origins }: OAuthClientContext) => [
    ...['oauth client', organization, definition],
    ...[...origins].sort(),
  ],
  asJson<OAuthClient>(),
)

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

/** Data of an authorization, under the data key of its workspace. */
export const { seal: sealOAuthRecord, open: openOAuthRecord } = sealedKind(
  ({ kind, organization, workspace, id }: OAuthRecordContext) => [
    `oauth ${kind}`,
    organization,
    workspace,
    id,
  ],
  asJson<object>(),
)

/** Context that binds the client secret at a provider, so that it is sent to no other issuer. */
export interface ProviderContext {
  readonly organization: string
  readonly provider: string
  readonly issuer: string
}

/** Client secret at a provider, under the data key of the organization. */
export const { seal: sealProviderSecret, open: openProviderSecret } = sealedKind(
  ({ organization, provider, issuer }: ProviderContext) => [
    'provider secret',
    organization,
    provider,
    issuer,
  ],
  AS_TEXT,
)

/** Secret of a person's authenticator app, under the data key of the organization. */
export const { seal: sealSecondFactor, open: openSecondFactor } = sealedKind(
  ({ organization, person }: { organization: string; person: string }) => [
    'second factor',
    organization,
    person,
  ],
  AS_IT_IS,
)

/** Secret of a webhook endpoint, under the data key of the organization. */
export const { seal: sealWebhookSecret, open: openWebhookSecret } = sealedKind(
  ({ organization, endpoint }: { organization: string; endpoint: string }) => [
    'webhook secret',
    organization,
    endpoint,
  ],
  AS_TEXT,
)
