import { examinePostgres } from '#platform/database/postgres/examine-postgres'
import { examineReplica } from '#platform/database/postgres/examine-replica'
import type { Finding } from '#platform/finding'
import { examineValkey } from '#quotas/valkey/load-valkey'
import { readSettings, type Settings } from '../settings.ts'
import { askServer } from './ask-server.ts'
import { checkDisk } from './check-disk.ts'
import { checkEgress } from './check-egress.ts'
import { checkKey } from './check-key.ts'
import { checkMail } from './check-mail.ts'
import { checkPublicUrl } from './check-public-url.ts'
import { checkTargets } from './check-targets.ts'
import { checkWebhooks } from './check-webhooks.ts'

/** Connections of a process in addition to its pool: revocations, a start or a backup, a vacuum. */
const BESIDE_POOL = 4

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks an installation the way a server with these settings would find it, or by the server that runs there. It starts
 * nothing, and removes what it writes to targets of backups and exports.
 */
export async function examine(environment: Environment): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings(environment)
  } catch (error) {
    return [{ check: 'settings', status: 'failed', detail: (error as Error).message }]
  }
  const { server, findings } = await askServer(settings, environment)
  return [server, ...(findings ?? (await examineSettings(settings, environment)))]
}

/** Checks everything that settings name. */
export async function examineSettings(settings: Settings, environment: Environment): Promise<Finding[]> {
  const checks = [
    ...[checkNames, checkDisk, checkKey, checkDatabase, checkValkey],
    ...[checkWebhooks, checkMail, checkTargets, checkEgress, checkPublicUrl],
  ]
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check(settings, environment)))
  return findings
}

function checkNames({ unknown, ignored }: Settings): Finding[] {
  const details = [
    ...unknown.map((name) => `${name} is not a setting. See: bulkhead serve --help`),
    ...ignored.map(([name, reason]) => `${name} is ignored: ${reason}.`),
  ]
  const check = 'settings'
  if (details.length === 0)
    return [{ check, status: 'ok', detail: 'each is known, can be read and has an effect' }]
  return details.map((detail) => ({ check, status: 'warning', detail }))
}

async function checkValkey({ valkeyUrl }: Settings): Promise<Finding[]> {
  return valkeyUrl === undefined ? [] : examineValkey(valkeyUrl)
}

async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const { databaseUrl: url, databaseDirectUrl: directUrl, databaseOwnerUrl: ownerUrl } = settings
  const { databasePool, workers, dataDirectory } = settings
  if (url === undefined)
    return [
      { check: 'database', status: 'ok', detail: `embedded, in ${dataDirectory}: one process, one machine` },
    ]
  const connections = workers * (databasePool + BESIDE_POOL)
  const findings = await examinePostgres({ url, directUrl, ownerUrl, connections })
  const { replica } = settings
  if (replica === undefined) return findings
  return [...findings, ...(await examineReplica({ ...replica, primaryUrl: directUrl ?? url }))]
}
