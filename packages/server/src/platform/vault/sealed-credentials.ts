import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Everything a sealed credential is bound to. Under any other context it does not open. */
export interface CredentialContext {
  organization: string
  workspace: string
  connector: string
  /** `api` binds the origin requests go to, `refresh` the token endpoint's. */
  purpose: 'api' | 'refresh'
  /** Origins the credential may be sent to, as `https://host[:port]`. */
  origins: readonly string[]
}

/** Seals the fields of a credential under the data key of its workspace. */
export function sealCredentials(
  dataKey: KeyObject | Uint8Array,
  context: CredentialContext,
  credentials: Readonly<Record<string, string>>,
): Uint8Array {
  return seal(dataKey, Buffer.from(JSON.stringify(credentials)), credentialContext(context))
}

/** Opens a sealed credential for one call. @throws SealError */
export function decryptCredentials(
  dataKey: KeyObject | Uint8Array,
  context: CredentialContext,
  sealed: Uint8Array,
): Record<string, string> {
  return JSON.parse(open(dataKey, sealed, credentialContext(context)).toString('utf8'))
}

function credentialContext({ organization, workspace, connector, purpose, origins }: CredentialContext) {
  return getContext('credential', organization, workspace, connector, purpose, ...[...origins].sort())
}
