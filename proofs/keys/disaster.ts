import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveLines } from '@bulkhead/server/operator/archive/archive-lines'
import { restore } from '@bulkhead/server/operator/archive/restore'
import { createPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import { connectOwner, ownerOfPGlite } from '@bulkhead/server/platform/database/postgres/owner-connection'
import { asBackupRole } from '@bulkhead/server/platform/database/roles/as-backup-role'
import { linesOfArchive } from '@bulkhead/testing/archives'
import { CONNECTORS, connectCaller, MINT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine, Store } from '@bulkhead/testing/engines'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { type BackupStorage, openBackupFolder } from '@bulkhead/testing/storage/backup-storage'
import { onEngines, runProof, takeCount, takeEngine } from '../parts/run-proof.ts'

/** Effects of losing everything except the last scheduled backup and the key. */
export interface DisasterReport {
  readonly workspaces: number
  /** Number of rows that were compared. */
  rows: number
  /** Duration of the restore, in milliseconds. */
  restoreMs: number
  readonly faults: string[]
}

interface DisasterOptions {
  readonly workspaces?: number
  /** Path of the command `bulkhead`. Default: the repository's. */
  readonly program?: string
  /** Opens the storage of the backups. Default: a folder. */
  openStorage?(): BackupStorage | Promise<BackupStorage>
}

/** Interval of backups in hours: 2 seconds. */
const EVERY_HOURS = '0.00056'

/**
 * Kills a server with scheduled backups, deletes its data and restores the last backup into an empty store. Compares
 * each restored row with the backup, and checks that everything acknowledged before the backup works afterwards.
 */
export async function proveDisaster(
  engine: Engine,
  { workspaces = 3, program, openStorage = openBackupFolder }: DisasterOptions = {},
): Promise<DisasterReport> {
  const report: DisasterReport = { workspaces, rows: 0, restoreMs: 0, faults: [] }
  const key = `1:${randomBytes(32).toString('base64')}`
  await using opened = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-restored-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const storage = await openStorage()
  opened.defer(() => storage.close())
  const upstream = await startScriptedUpstream()
  opened.defer(() => upstream.close())
  const start = async (store: Store, more: Record<string, string> = {}) => {
    const settings = {
      ...store.environment,
      ...PROOF_CLIENT_SETTINGS,
      ...more,
      BULKHEAD_KEY: key,
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    }
    const server = startServerProcess(settings, program)
    opened.defer(async () => void (await server.end('SIGKILL')))
    return { server, caller: await connectCaller(await server.ready) }
  }

  const lost = await engine.createStore()
  const schedule = { ...storage.settings, BULKHEAD_BACKUP_EVERY_HOURS: EVERY_HOURS }
  const { server, caller } = await start(lost, schedule)
  const connectors: { readonly id: string; readonly workspace: string }[] = []
  for (let number = 1; number <= workspaces; number += 1) {
    const workspace = `customer ${number}`
    const { body } = await caller.call('POST', MINT, { workspace_name: workspace })
    const given = {
      ...{ connector_type: 'probe', credentials: { token: `secret ${number}` } },
      environment: { base_url: upstream.url },
    }
    const created = await caller.call('POST', CONNECTORS, given, body.token)
    connectors.push({ id: created.body.id, workspace })
  }
  const file = join(folder, 'newest.archive')
  await storage.fetchNewest(new Date(), file)
  await server.end('SIGKILL')
  lost.remove()

  const fresh = await engine.createEmptyStore()
  opened.defer(() => fresh.remove())
  const { BULKHEAD_DATA_DIR: directory = '', BULKHEAD_DATABASE_OWNER_URL: url } = fresh.environment
  const began = performance.now()
  await restore(file, url === undefined ? { directory } : { url }, { key })
  report.restoreMs = Math.round(performance.now() - began)

  const kept = toTables(linesOfArchive(file).slice(0, -1))
  const restored = toTables(await readLines(url, directory))
  for (const [table, rows] of kept) {
    report.rows += rows.length
    if (JSON.stringify(rows) !== JSON.stringify(restored.get(table))) report.faults.push(`${table} differs`)
  }
  if (restored.size !== kept.size) report.faults.push('there are other tables')

  const again = await start(fresh)
  for (const { id, workspace } of connectors) {
    const { body } = await again.caller.call('POST', MINT, { workspace_name: workspace })
    const call = { entity: 'things', action: 'list' }
    const { status } = await again.caller.call('POST', `${CONNECTORS}/${id}/execute`, call, body.token)
    if (status !== 200) report.faults.push(`a connector of before ended as ${status}`)
  }
  return report
}

/** Reads the restored database as an archive would hold it. */
async function readLines(url: string | undefined, directory: string): Promise<string[]> {
  const connection =
    url === undefined
      ? ownerOfPGlite(await createPGlite(join(directory, 'database')))
      : await connectOwner(url)
  try {
    return await asBackupRole(connection, 'read only', async (tx) => {
      const lines: string[] = []
      for await (const batch of archiveLines(tx, 'proof')) lines.push(...batch)
      return lines
    })
  } finally {
    await connection.close()
  }
}

/** Returns the sorted rows of each table. */
function toTables([header = '', ...lines]: readonly string[]): Map<string, string[]> {
  const { tables } = JSON.parse(header) as { tables: { name: string; rows: number }[] }
  let from = 0
  return new Map(
    tables.map(({ name, rows }) => {
      from += rows
      return [name, lines.slice(from - rows, from).sort()]
    }),
  )
}

if (import.meta.main)
  void runProof(
    'keys --scenario disaster',
    'Kills a server with scheduled backups, removes its data, restores the last backup elsewhere and compares each row. Fails when a row differs, or when something acknowledged before the backup does not work.',
    { workspaces: takeCount(1_000, 'workspaces with a connector each'), engine: takeEngine() },
    async ({ workspaces, engine }, { print, fault, count }) => {
      await onEngines(engine, async (one) => {
        const report = await proveDisaster(one, { workspaces })
        print(
          `disaster, ${one.name}: ${report.workspaces} workspaces with a connector each; ${report.rows} rows restored in ${(report.restoreMs / 1000).toFixed(1)} s and compared; ${report.faults.length} faults`,
        )
        fault(report.faults)
        count({ 'rows compared': report.rows })
      })
    },
  )
