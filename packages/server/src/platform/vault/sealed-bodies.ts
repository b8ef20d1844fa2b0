import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds the recorded bodies of a call. They open under no other context. */
export interface BodiesContext {
  organization: string
  workspace: string
  connector: string
  /** Id of the tool call. */
  call: string
}

/** Seals the bodies of a call under the data key of its workspace. */
export function sealBodies(
  dataKey: KeyObject | Uint8Array,
  context: BodiesContext,
  bodies: object,
): Uint8Array {
  return seal(dataKey, Buffer.from(JSON.stringify(bodies)), bodiesContext(context))
}

/** Opens the bodies of a call. @throws SealError */
export function openBodies<T>(
  dataKey: KeyObject | Uint8Array,
  context: BodiesContext,
  sealed: Uint8Array,
): T {
  return JSON.parse(open(dataKey, sealed, bodiesContext(context)).toString('utf8'))
}

function bodiesContext({ organization, workspace, connector, call }: BodiesContext) {
  return getContext('recorded bodies', organization, workspace, connector, call)
}
