import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '#free-port'
import { type ClusterOptions, createCluster, openCluster, type PostgresCluster } from './postgres-cluster.ts'

export interface PostgresNode {
  readonly port: number
  readonly dataDirectory: string
  /** Runs a statement as the superuser in the database of the server under test. */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Kills every process at once, as a power failure does. */
  crash(): Promise<void>
  /** Restarts over the same files, with further settings as `-c name=value`. */
  restart(settings?: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Returns the URLs of the logins that a server needs, with a port of 127.0.0.1. */
export function databaseSettings(port: number): Readonly<Record<string, string>> {
  return {
    BULKHEAD_DATABASE_URL: `postgres://house:house@127.0.0.1:${port}/house`,
    BULKHEAD_DATABASE_OWNER_URL: `postgres://house_owner:house_owner@127.0.0.1:${port}/house`,
  }
}

export async function startPrimary(): Promise<PostgresNode> {
  const server = await describeNode()
  const node = await start(server, await createCluster(server))
  const statements = [
    `create role house_owner login createrole password 'house_owner'`,
    `create role house login noinherit password 'house'`,
    'create database house owner house_owner',
  ]
  for (const statement of statements)
    await asAdmin(server.port, 'postgres', (admin) => admin.query(statement))
  return node
}

/**
 * Starts a hot standby of `primary`.
 *
 * @param link Port that leads to the primary. Cutting it makes the standby lag.
 */
export async function startReplica(primary: PostgresNode, link: number): Promise<PostgresNode> {
  const server = await describeNode()
  await copyFiles(primary, server.directory, ['standby.signal'])
  const log = join(server.directory, 'pg_wal')
  for (const file of readdirSync(log)) if (/^[0-9A-F]{24}$/.test(file)) rmSync(join(log, file))
  server.flags.push(
    '-c',
    `primary_conninfo=host=127.0.0.1 port=${link} user=postgres password=postgres connect_timeout=2`,
  )
  return start(server, openCluster(server))
}

/** Starts a primary over a copy of the files of another, which has the same identifier and timeline. */
export async function startCopy(primary: PostgresNode): Promise<PostgresNode> {
  const server = await describeNode()
  await copyFiles(primary, server.directory, [])
  return start(server, openCluster(server))
}

/** Copies the files of a running server, with its log. @param signals Files that say what the copy becomes. */
async function copyFiles(
  { port, dataDirectory }: PostgresNode,
  target: string,
  signals: readonly string[],
): Promise<void> {
  await asAdmin(port, 'postgres', async (admin) => {
    await admin.query(`select pg_backup_start('copy', true)`)
    // The copy fails partly if files vanish during it. Replay of the log repairs that.
    spawnSync('cp', ['-a', dataDirectory, target], { stdio: 'ignore' })
    const { rows } = await admin.query('select labelfile from pg_backup_stop(false)')
    // The log until the end of the copy.
    spawnSync('cp', ['-a', join(dataDirectory, 'pg_wal'), target], { stdio: 'ignore' })
    for (const file of ['postmaster.pid', 'postmaster.opts']) rmSync(join(target, file), { force: true })
    const { uid, gid } = statSync(target)
    const files: [string, string][] = [
      ['backup_label', String(rows[0].labelfile)],
      ...signals.map((file): [string, string] => [file, '']),
    ]
    for (const [file, text] of files) {
      writeFileSync(join(target, file), text)
      await chown(join(target, file), uid, gid)
    }
  })
}

/** Promotes a standby to the primary of a new timeline. */
export async function promote(node: PostgresNode): Promise<void> {
  const [row] = await node.query('select pg_promote(true, 60) as promoted')
  if (row?.promoted !== true) throw new Error('The standby was not promoted.')
}

interface DescribedNode extends ClusterOptions {
  /** Folder that contains the cluster's folder. */
  readonly parent: string
  readonly flags: string[]
}

async function describeNode(): Promise<DescribedNode> {
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-replicated-'))
  // If this process is root, Postgres runs as another user, who must be able to enter.
  chmodSync(parent, 0o755)
  return {
    parent,
    directory: join(parent, 'data'),
    port: await freePort(),
    initFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    flags: [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=100',
      'wal_keep_size=512MB',
      // The page cache survives a killed process, so nothing that these proofs look for is lost.
      'fsync=off',
    ].flatMap((setting) => ['-c', setting]),
  }
}

async function start(
  { parent, directory, port, flags }: DescribedNode,
  cluster: PostgresCluster,
): Promise<PostgresNode> {
  await cluster.start()
  return {
    port,
    dataDirectory: directory,
    query: (sql) => asAdmin(port, 'house', async (admin) => (await admin.query(sql)).rows),
    crash: () => cluster.stop('immediate'),
    async restart(settings = []) {
      await cluster.stop()
      flags.push(...settings.flatMap((setting) => ['-c', setting]))
      await cluster.start()
    },
    async close() {
      await cluster.stop('immediate')
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

async function asAdmin<T>(
  port: number,
  database: string,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> {
  const admin = new pg.Client({
    connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/${database}`,
    connectionTimeoutMillis: 5_000,
  })
  admin.on('error', () => {})
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
