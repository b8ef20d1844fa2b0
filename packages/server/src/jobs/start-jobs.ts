import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '#services'
import { expireRecords } from './expire-records.ts'
import { forgetIdempotencyKeys } from './forget-idempotency-keys.ts'
import { forgetRevocations } from './forget-revocations.ts'
import { removeWorkspaces } from './remove-workspaces.ts'
import { rotateSigningKeys } from './rotate-signing-keys.ts'

const REMOVAL_EVERY_MS = 5_000
const RETENTION_EVERY_MS = 60_000
const ROTATION_EVERY_MS = 3_600_000

/** The background work of one process. */
export interface Jobs {
  /** Waits for the step under way and starts no other. */
  stop(): Promise<void>
}

/** Starts the background work; each job is a step that is repeated until nothing is left, then at an interval. */
export function startJobs({ database, keyring, signingKeys, log }: Services): Jobs {
  const stopping = new AbortController()
  const loops = [
    repeat(REMOVAL_EVERY_MS, () => removeWorkspaces(database, log)),
    repeat(RETENTION_EVERY_MS, () => forgetRevocations(database, log)),
    repeat(RETENTION_EVERY_MS, () => expireRecords(database, log)),
    repeat(RETENTION_EVERY_MS, () => forgetIdempotencyKeys(database, log)),
    repeat(ROTATION_EVERY_MS, async () => {
      await rotateSigningKeys(database, keyring, log)
      await signingKeys.reload()
      return false
    }),
  ]

  async function repeat(everyMs: number, step: () => Promise<boolean>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await step()) continue
      } catch (error) {
        log.error({ err: error }, 'a background job failed and will be tried again')
      }
      await sleep(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }

  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
