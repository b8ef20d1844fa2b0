import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds the client secret at a provider, so that it is sent to no other issuer. */
export interface ProviderContext {
  readonly organization: string
  readonly provider: string
  readonly issuer: string
}

/** Seals the client secret at a provider under the data key of the organization. */
export function sealProviderSecret(
  dataKey: KeyObject | Uint8Array,
  context: ProviderContext,
  secret: string,
): Uint8Array {
  return seal(dataKey, Buffer.from(secret), providerContext(context))
}

/** Opens a client secret for one use. @throws SealError */
export function openProviderSecret(
  dataKey: KeyObject | Uint8Array,
  context: ProviderContext,
  sealed: Uint8Array,
): string {
  return open(dataKey, sealed, providerContext(context)).toString('utf8')
}

function providerContext({ organization, provider, issuer }: ProviderContext) {
  return getContext('provider secret', organization, provider, issuer)
}
