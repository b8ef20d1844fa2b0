import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds a sealed credential. It opens under no other context. */
export interface CredentialContext {
  organization: string
  workspace: string
  connector: string
  /** Use of the credential. `api` binds the origin of the API's requests, `refresh` that of the token endpoint. */
  purpose: 'api' | 'refresh'
  /** Origins that may receive the credential, as `https://host[:port]`. */
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
