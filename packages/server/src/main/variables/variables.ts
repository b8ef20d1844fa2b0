import { toFileVariable } from '../settings/read-secret.ts'
import { ADDRESSES } from './addresses.ts'
import { BACKUPS } from './backups.ts'
import { DATABASE } from './database.ts'
import { EXPORTS } from './exports.ts'
import { KEYS } from './keys.ts'
import { LIMITS } from './limits.ts'
import { MAIL } from './mail.ts'
import { NETWORK } from './network.ts'
import { OFFER } from './offer.ts'
import { TELEMETRY } from './telemetry.ts'
import type { Variable } from './variable.ts'

/** All settings of a server. `bulkhead serve --help` and `docs/reference/settings.md` print this table. */
export const VARIABLES = {
  ...ADDRESSES,
  ...DATABASE,
  ...KEYS,
  ...OFFER,
  ...NETWORK,
  ...LIMITS,
  ...MAIL,
  ...TELEMETRY,
  ...BACKUPS,
  ...EXPORTS,
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES

/** Returns the name of a setting. For a secret, also the name of the variable for a file. */
export function getVariableNames(name: VariableName): string[] {
  return isSecret(name) ? [name, toFileVariable(name)] : [name]
}

/** Returns whether the value of a variable can also be in a file. */
export function isSecret(name: VariableName): boolean {
  const variable: Variable = VARIABLES[name]
  return variable.isSecret === true
}
