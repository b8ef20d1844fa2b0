import { readSettings, type Settings } from '@bulkhead/server/main/settings'
import { BACKUPS, getVariableNames, type VariableName } from '@bulkhead/server/main/variables/variables'

/** Environment variables of operator commands. Errors in other settings are ignored. */
const READ: readonly VariableName[] = [
  'BULKHEAD_DATA_DIR',
  'BULKHEAD_DATABASE_URL',
  'BULKHEAD_DATABASE_DIRECT_URL',
  'BULKHEAD_DATABASE_OWNER_URL',
  'BULKHEAD_KEY',
  'BULKHEAD_TRANSIT_URL',
  'BULKHEAD_TRANSIT_KEY',
  'BULKHEAD_TRANSIT_MOUNT',
  'BULKHEAD_TRANSIT_NAMESPACE',
  'BULKHEAD_TRANSIT_TOKEN',
  'BULKHEAD_TRANSIT_ROLE_ID',
  'BULKHEAD_TRANSIT_SECRET_ID',
  'BULKHEAD_TRANSIT_ROLE_MOUNT',
  'BULKHEAD_TRANSIT_CA_FILE',
]

const BACKUP_VARIABLES = Object.keys(BACKUPS) as (keyof typeof BACKUPS)[]

export type OperatorSettings = Pick<
  Settings,
  'dataDirectory' | 'databaseUrl' | 'databaseOwnerUrl' | 'key' | 'keyFile' | 'transit'
>

export function readOperatorSettings(environment: NodeJS.ProcessEnv): OperatorSettings {
  return readOnly(READ, environment)
}

/** Reads the settings of a backup that this process makes. Those of its place count only if it goes there. */
export function readBackupSettings(
  environment: NodeJS.ProcessEnv,
  goesToPlace: boolean,
): OperatorSettings & Pick<Settings, 'backups'> {
  return readOnly([...READ, ...(goesToPlace ? BACKUP_VARIABLES : [])], environment)
}

function readOnly(names: readonly VariableName[], environment: NodeJS.ProcessEnv): Settings {
  return readSettings(
    Object.fromEntries(names.flatMap(getVariableNames).map((name) => [name, environment[name]])),
  )
}
