import { createHash, randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createEgressPolicy, createSender, type Sender } from '@bulkhead/engine'
import { listBackups, readBackupTime } from '#operator/backups/backup-target'
import type { Finding } from '#platform/finding'
import type { S3Settings } from '#platform/s3-settings'
import { createWebhookSink, type WebhookTarget } from '#records/export/webhook-sink'
import { openTarget } from '../open-backups.ts'
import type { BackupSettings } from '../settings/read-backups.ts'
import type { Settings } from '../settings.ts'
import { findExisting } from './check-disk.ts'

const WITHIN_MS = 10_000
const HOUR_MS = 3_600_000
/** Name of the empty object that is stored and removed. */
const NAME = 'bulkhead-doctor'

/** Tries the targets of backups and of exported records as the server uses them. Removes what it writes. */
export async function checkTargets(settings: Settings): Promise<Finding[]> {
  const { backups, exportTo } = settings
  const { file, webhook, s3 } = exportTo
  const findings: Finding[] = []
  if (backups !== undefined) {
    const { to } = backups
    findings.push(await tryTarget('backups', () => ('s3' in to ? tryBucket(to.s3) : tryFolder(to.folder))))
    if (findings.at(-1)?.status === 'ok') findings.push(await checkLastBackup(backups))
  }
  if (file !== undefined) findings.push(await tryTarget('export: file', () => tryFile(file.path)))
  if (webhook === undefined && s3 === undefined) return findings
  const sender = openSender(settings)
  // The check of egress reports why there is no sender.
  if (sender === undefined) return findings
  try {
    if (webhook !== undefined) findings.push(await checkReceiver(sender, webhook))
    if (s3 !== undefined) findings.push(await tryTarget('export: bucket', () => tryExportBucket(sender, s3)))
    return findings
  } finally {
    await sender.close()
  }
}

/** Reports the age of the newest backup at the target. */
async function checkLastBackup({ to, everyMs }: BackupSettings): Promise<Finding> {
  const check = 'backups: last backup'
  const none: Finding = { check, status: 'skipped', detail: 'none has been made yet' }
  if ('folder' in to && !existsSync(to.folder)) return none
  try {
    const target = await openTarget(to, AbortSignal.timeout(WITHIN_MS))
    const { past } = await listBackups(target, Date.now())
    const last = readBackupTime(past.at(-1) ?? '')
    if (last === undefined) return none
    const ageMs = Date.now() - last.getTime()
    const detail = `made ${Math.floor(ageMs / HOUR_MS)} h ago, at ${last.toISOString()}`
    if (ageMs < 2 * everyMs) return { check, status: 'ok', detail }
    return {
      check,
      status: 'warning',
      detail: `${detail}, although one is due every ${everyMs / HOUR_MS} h. See "a background job failed" in the log of the server.`,
    }
  } catch (error) {
    return { check, status: 'failed', detail: toDetail(error) }
  }
}

/** @param work Returns what was found to be right. */
async function tryTarget(check: string, work: () => string | Promise<string>): Promise<Finding> {
  try {
    return { check, status: 'ok', detail: await work() }
  } catch (error) {
    return { check, status: 'failed', detail: toDetail(error) }
  }
}

function toDetail(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code === undefined ? message : `${message}: ${cause.code}`
}

/** A folder that does not exist is not created: it would belong to the user who runs this check. */
async function tryFolder(folder: string): Promise<string> {
  if (existsSync(folder)) {
    const file = join(folder, `.${NAME}-${randomUUID()}`)
    await writeFile(file, '', { flag: 'wx', mode: 0o600 })
    await rm(file)
    return `${folder} can be written`
  }
  accessSync(findExisting(folder), constants.W_OK | constants.X_OK)
  return `made with the first backup, in ${folder}`
}

async function tryFile(path: string): Promise<string> {
  const folder = dirname(path)
  if (!existsSync(folder)) throw new Error(`BULKHEAD_EXPORT_FILE is in ${folder}, which does not exist.`)
  // A full file is renamed.
  await tryFolder(folder)
  if (!existsSync(path)) return `made with the first record, in ${path}`
  if (!statSync(path).isFile())
    throw new Error(`BULKHEAD_EXPORT_FILE must name a regular file; ${path} is not one.`)
  accessSync(path, constants.R_OK | constants.W_OK)
  return `${path} can be written`
}

/** Stores, lists and removes an object, as scheduled backups do. */
async function tryBucket(s3: S3Settings): Promise<string> {
  const { createS3Target } = await import('#operator/backups/s3-target')
  const target = createS3Target(s3, AbortSignal.timeout(WITHIN_MS))
  const directory = await mkdtemp(join(tmpdir(), `${NAME}-`))
  try {
    const file = join(directory, NAME)
    await writeFile(file, '')
    await target.put(NAME, file, createHash('sha256').digest('hex'))
    await target.list()
    await target.remove(NAME)
    return `${target.place} accepts, lists and removes objects`
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Stores an empty object. An export never removes one, so it may lack that right. */
async function tryExportBucket(sender: Sender, s3: S3Settings): Promise<string> {
  const { createS3Sink } = await import('#records/export/s3-sink')
  const sink = createS3Sink(sender, s3)
  await sink.append([], NAME)
  const isRemoved = await sink.remove(NAME).then(
    () => true,
    () => false,
  )
  const taken = `s3://${s3.bucket}/${s3.prefix} accepts objects`
  return isRemoved ? taken : `${taken}, but removes none: ${NAME}.jsonl, which is empty, stays there`
}

/** Sends a signed request without records. A receiver may reject it and still take records, so that is a warning. */
async function checkReceiver(sender: Sender, target: WebhookTarget): Promise<Finding> {
  const check = 'export: webhook'
  const { host } = new URL(target.url)
  try {
    await createWebhookSink(sender, target).append([], NAME)
    return { check, status: 'ok', detail: `${host} accepts a request without records` }
  } catch (error) {
    const detail = `Asked from this process, with a request without records, ${host}: ${toDetail(error)}`
    return { check, status: 'warning', detail }
  }
}

function openSender({ egressAllow, proxy, clientCertificates }: Settings): Sender | undefined {
  try {
    return createSender({ policy: createEgressPolicy({ allow: egressAllow }), proxy, clientCertificates })
  } catch {
    return undefined
  }
}
