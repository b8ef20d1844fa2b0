import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds the secret of an authenticator app to its person. */
export interface SecondFactorContext {
  readonly organization: string
  readonly person: string
}

/** Seals the secret of an authenticator app under the data key of the organization. */
export function sealSecondFactor(
  dataKey: KeyObject | Uint8Array,
  context: SecondFactorContext,
  secret: Uint8Array,
): Uint8Array {
  return seal(dataKey, secret, secondFactorContext(context))
}

/** Opens the secret for one use. @throws SealError */
export function openSecondFactor(
  dataKey: KeyObject | Uint8Array,
  context: SecondFactorContext,
  sealed: Uint8Array,
): Uint8Array {
  return open(dataKey, sealed, secondFactorContext(context))
}

function secondFactorContext({ organization, person }: SecondFactorContext) {
  return getContext('second factor', organization, person)
}
