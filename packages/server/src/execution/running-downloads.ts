import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'

/** Interval in milliseconds at which the revocation feed is checked for freshness. */
const LOOK_EVERY_MS = 250
/**
 * Milliseconds after which the database counts as unreachable. They pass in steps: while this process itself is busy, a
 * response may have arrived that it has not read yet.
 */
const ANSWERS_WITHIN_MS = 1_000
const STEPS = 4

/** Rights on which a download depends. */
export interface DownloadRights {
  readonly organization: string
  readonly workspace_id: string | null
  readonly connector_id: string | null
  /** Rejects with the error that a new call would get. An expired token is no error. */
  readonly assertAllowed: () => Promise<unknown>
}

/** A watched download. */
export interface WatchedDownload {
  /** Destroys the file when its rights end. If they may have ended since the watch began, checks them at once. */
  guard(body: Readable): void
  /** Ends the watch. */
  end(): void
}

/** Downloads of this process. */
export interface RunningDownloads {
  /** Begins to watch a download, before anything is sent. */
  watch(rights: DownloadRights): WatchedDownload
}

interface Running {
  readonly rights: DownloadRights
  body?: Readable
  /** Whether its rights may have ended since the last check. */
  isDue: boolean
  isChecked: boolean
}

/**
 * Ends downloads whose rights were taken away. This process checks the rights of a download when it learns of a
 * revocation. While the revocation feed is stale, it checks all downloads, and ends those whose rights the database
 * does not confirm in time.
 */
export function createRunningDownloads(
  revocations: Pick<RevocationFeed, 'onRevocation' | 'isFresh'>,
): RunningDownloads {
  const running = new Set<Running>()
  let timer: NodeJS.Timeout | undefined

  async function check(download: Running): Promise<void> {
    if (download.body === undefined || download.isChecked) return
    download.isChecked = true
    try {
      while (download.isDue) {
        download.isDue = false
        await Promise.race([download.rights.assertAllowed(), tooLate()])
      }
    } catch (error) {
      download.body.destroy(error as Error)
    } finally {
      download.isChecked = false
    }
  }

  function makeDue(concerned: (rights: DownloadRights) => boolean): void {
    for (const download of running) {
      if (!concerned(download.rights)) continue
      download.isDue = true
      void check(download)
    }
  }

  revocations.onRevocation((revocation) => makeDue((rights) => concerns(revocation, rights)))

  function look(): void {
    if (!revocations.isFresh()) makeDue(() => true)
  }

  return {
    watch(rights) {
      const download: Running = { rights, isDue: false, isChecked: false }
      running.add(download)
      timer ??= setInterval(look, LOOK_EVERY_MS).unref()
      return {
        guard(body) {
          download.body = body
          void check(download)
        },
        end() {
          running.delete(download)
          if (running.size > 0) return
          clearInterval(timer)
          timer = undefined
        },
      }
    },
  }
}

/**
 * Returns whether a revocation may concern a download. For kinds other than `connector` and `workspace`, only a new
 * check of the rights can tell.
 */
function concerns({ organization_id, kind, subject_id }: Revocation, rights: DownloadRights): boolean {
  if (organization_id !== rights.organization || kind === 'refresh' || kind === 'networks') return false
  if (kind === 'connector') return subject_id === rights.connector_id
  if (kind === 'workspace') return subject_id === rights.workspace_id
  return true
}

async function tooLate(): Promise<never> {
  for (let step = 0; step < STEPS; step += 1)
    await sleep(ANSWERS_WITHIN_MS / STEPS, undefined, { ref: false })
  throw new BulkheadError('unavailable', 'The server could not verify that the download is still allowed.')
}
