import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { getFreeBytes, RESERVE_BYTES } from '#platform/database/pglite/assert-space'
import type { Finding } from '#platform/finding'
import type { Settings } from '../settings.ts'

const MIB = 1_048_576
/** Free space in MiB below which an embedded server rejects writes. */
const REFUSED_MIB = RESERVE_BYTES / MIB
const WARN_MIB = 1024

/** Checks the disk of the data directory, or the disk on which the directory would be created. */
export function checkDisk({ dataDirectory, databaseUrl }: Settings): Finding[] {
  const check = 'disk'
  const place = findExisting(dataDirectory)
  try {
    accessSync(place, constants.W_OK | constants.X_OK)
  } catch {
    const what = `${place} cannot be written by the user who runs this process`
    if (databaseUrl === undefined)
      return [{ check, status: 'failed', detail: `${what}. Set BULKHEAD_DATA_DIR.` }]
    return [{ check, status: 'warning', detail: `${what}: operator commands will not reach the server.` }]
  }
  const freeMiB = Math.floor(getFreeBytes(place) / MIB)
  if (freeMiB === Number.POSITIVE_INFINITY)
    return [
      {
        check,
        status: 'skipped',
        detail: `the file system of ${dataDirectory} does not report its free space`,
      },
    ]
  const detail = `${freeMiB} MiB free for ${dataDirectory}`
  if (databaseUrl !== undefined) return [{ check, status: 'ok', detail }]
  if (freeMiB < REFUSED_MIB)
    return [{ check, status: 'failed', detail: `${detail}: every write is refused.` }]
  if (freeMiB < WARN_MIB)
    return [{ check, status: 'warning', detail: `${detail}; below ${REFUSED_MIB} MiB writes are refused.` }]
  return [{ check, status: 'ok', detail }]
}

/** Returns a path, or the nearest folder above it that exists. */
export function findExisting(path: string): string {
  let place = path
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  return place
}
