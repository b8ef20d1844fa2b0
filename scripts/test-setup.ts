import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackTemplate } from '@bulkhead/server/platform/database/pglite/embedded-template'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { buildInRepository } from '../packages/cli/build-program.ts'

const closing = new AsyncDisposableStack()

/**
 * Makes what all test processes of a run copy: a Postgres cluster with a migrated database, the files of an embedded
 * database, and a built program. The environment tells them where.
 */
export async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(hasRoom() ? '/dev/shm' : tmpdir(), 'bulkhead-tests-'))
  closing.defer(() => rmSync(folder, { recursive: true, force: true }))
  // If this process runs as root, Postgres runs as another user and must reach the folder.
  chmodSync(folder, 0o711)
  // Data directories, profiles of browsers and copies of the repository lie there too.
  Object.assign(process.env, { BULKHEAD_TEST_STORES: folder, TMPDIR: folder })
  const program = await buildInRepository()
  await makeEmbeddedTemplate()
  await unpackTemplate(join(folder, 'embedded-template'))
  const postgres = await startPostgres()
  closing.defer(postgres.close)
  await postgres.makeTemplate()
  Object.assign(process.env, {
    BULKHEAD_TEST_PROGRAM: program,
    BULKHEAD_TEST_PGLITE: join(folder, 'embedded-template'),
    BULKHEAD_TEST_POSTGRES: postgres.adminUrl,
  })
}

export const globalTeardown = () => closing.disposeAsync()

/** Returns whether programs may run in memory, and it has some GiB to spare. */
function hasRoom(): boolean {
  if (process.platform !== 'linux') return false
  const [, options] = /^\S+ \/dev\/shm \S+ (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8')) ?? []
  if (options === undefined || options.split(',').includes('noexec')) return false
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 6 * 1024 ** 3
}
