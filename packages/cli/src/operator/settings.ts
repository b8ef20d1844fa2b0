import {
  getVariableNames,
  readSettings,
  type Settings,
  type VariableName,
} from '@bulkhead/server/main/settings'

/** Environment variables of operator commands. Errors in other settings are ignored. */
const READ: readonly VariableName[] = [
  'BULKHEAD_DATA_DIR',
  'BULKHEAD_DATABASE_URL',
  'BULKHEAD_DATABASE_DIRECT_URL',
  'BULKHEAD_DATABASE_OWNER_URL',
  'BULKHEAD_KEY',
]

export type OperatorSettings = Pick<
  Settings,
  'dataDirectory' | 'databaseUrl' | 'databaseOwnerUrl' | 'key' | 'keyFile'
>

export function readOperatorSettings(environment: NodeJS.ProcessEnv): OperatorSettings {
  return readSettings(
    Object.fromEntries(READ.flatMap(getVariableNames).map((name) => [name, environment[name]])),
  )
}
