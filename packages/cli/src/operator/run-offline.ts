import { resolve } from 'node:path'
import { getKeySource } from '@bulkhead/server/main/get-key-source'
import { readPostgresUrl } from '@bulkhead/server/main/settings/read-values'
import { copyToPostgres } from '@bulkhead/server/operator/archive/copy-to-postgres'
import { restore } from '@bulkhead/server/operator/archive/restore'
import { OperatorError } from '@bulkhead/server/operator/operator-error'
import { migrateForLogin } from '@bulkhead/server/platform/database/postgres/migrate-postgres'
import type { OperatorSettings } from './settings.ts'

type OnRows = (done: number, total: number) => void
type Input = Readonly<Record<string, unknown>>

/** Commands that run in this process, without a running server. */
export const OFFLINE = {
  async restore({ file, into }: Input, settings: OperatorSettings, onRows: OnRows) {
    const url =
      readPostgresUrl('--into', into as string | undefined) ??
      settings.databaseOwnerUrl ??
      settings.databaseUrl
    const { dataDirectory: directory } = settings
    const target = url === undefined ? { directory } : { url }
    return restore(resolve(file as string), target, { ...(await toKey(settings)), directory }, onRows)
  },
  migrate({ login }: Input, { databaseOwnerUrl, databaseUrl }: OperatorSettings) {
    if (databaseOwnerUrl === undefined) {
      throw new OperatorError(
        'Set BULKHEAD_DATABASE_OWNER_URL: postgres://login:password@host/database, with the login that migrates.',
      )
    }
    const ofServers =
      (login as string | undefined) ??
      (databaseUrl === undefined ? '' : decodeURIComponent(new URL(databaseUrl).username))
    if (ofServers === '') {
      throw new OperatorError(
        "Name the login that runs the servers: --login <name>, or the servers' BULKHEAD_DATABASE_URL.",
      )
    }
    return migrateForLogin(databaseOwnerUrl, ofServers, (message) => process.stderr.write(`${message}\n`))
  },
  async copy({ to }: Input, settings: OperatorSettings, onRows: OnRows) {
    readPostgresUrl('--to', to as string)
    const { dataDirectory: directory } = settings
    const copied = await copyToPostgres({ ...(await toKey(settings)), directory }, to as string, onRows)
    return {
      ...copied,
      next: `Start the server with BULKHEAD_DATABASE_URL and BULKHEAD_DATABASE_OWNER_URL set, and the key that was used here: BULKHEAD_KEY_FILE=${settings.keyFile ?? `${directory}/key`}, or its text as BULKHEAD_KEY. ${directory}/database is unchanged: keep it until you trust the new database, and do not start a server on it.`,
    }
  },
}

/** Returns the key source of the settings. The key file next to an embedded database is not considered here. */
function toKey(settings: OperatorSettings) {
  return getKeySource({ ...settings, databaseUrl: 'given' })
}
