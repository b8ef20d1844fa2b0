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

/** Returns the variable without which another one is ignored. Undefined if it counts by itself. */
export function getNeeded(name: VariableName): VariableName | undefined {
  const variable: Variable = VARIABLES[name]
  return variable.needs as VariableName | undefined
}

/** Returns the beginning of the value that the needed variable must have. */
export function getNeededPrefix(name: VariableName): string {
  const variable: Variable = VARIABLES[name]
  return variable.needsPrefix ?? ''
}

/** Returns the sentences that explain a variable. */
export function getHelp(name: VariableName): string {
  const needed = getNeeded(name)
  const prefix = getNeededPrefix(name)
  if (needed === undefined) return VARIABLES[name].help
  const condition = prefix === '' ? `without ${needed}` : `unless ${needed} begins with ${prefix}`
  return `${VARIABLES[name].help} Ignored ${condition}.`
}
