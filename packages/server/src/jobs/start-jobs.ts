import { setTimeout as sleep } from 'node:timers/promises'
import { forgetSessions } from '#identity/forget-sessions'
import type { Services } from '#operations/services'
import { checkpointWhenDue } from '#platform/database/pglite/checkpoint'
import { analyzeWhenDue } from '#platform/database/schema/analyze'
import { expireRecords } from './expire-records.ts'
import { forgetAuthorizations } from './forget-authorizations.ts'
import { forgetIdempotencyKeys } from './forget-idempotency-keys.ts'
import { forgetRevocations } from './forget-revocations.ts'
import { removeWorkspaces } from './remove-workspaces.ts'
import { renewDueTokens } from './renew-due-tokens.ts'
import { rotateSigningKeys } from './rotate-signing-keys.ts'

const REMOVAL_EVERY_MS = 5_000
const RETENTION_EVERY_MS = 60_000
/** Tokens are due minutes before they run out, so there is no hurry. */
const RENEWAL_EVERY_MS = 10_000
/** PGlite works within this process: without a pause no request would be read until the last step was done. */
const BETWEEN_STEPS_MS = 20
const ROTATION_EVERY_MS = 3_600_000
const CHECKPOINT_EVERY_MS = 5_000
const ANALYSIS_EVERY_MS = 10_000

/** The background work of one process. */
export interface Jobs {
  /** Waits for the step under way and starts no other. */
  stop(): Promise<void>
}

/** Starts the background work; each job is a step that is repeated until nothing is left, then at an interval. */
export function startJobs({ database, keyring, signingKeys, tokenRefresher, log }: Services): Jobs {
  const stopping = new AbortController()
  const loops = [
    repeat(REMOVAL_EVERY_MS, () => removeWorkspaces(database, log)),
    repeat(RETENTION_EVERY_MS, () => forgetRevocations(database, log)),
    repeat(RETENTION_EVERY_MS, () => expireRecords(database, log)),
    repeat(RETENTION_EVERY_MS, () => forgetIdempotencyKeys(database, log)),
    repeat(RETENTION_EVERY_MS, () => forgetSessions(database)),
    repeat(RETENTION_EVERY_MS, () => forgetAuthorizations(database, log)),
    repeat(RENEWAL_EVERY_MS, () => renewDueTokens(database, log, tokenRefresher)),
    repeat(CHECKPOINT_EVERY_MS, async () => {
      await checkpointWhenDue(database)
      return false
    }),
    repeat(ANALYSIS_EVERY_MS, () => analyzeWhenDue(database)),
    repeat(ROTATION_EVERY_MS, async () => {
      await rotateSigningKeys(database, keyring, log)
      await signingKeys.reload()
      return false
    }),
  ]

  async function repeat(everyMs: number, step: () => Promise<boolean>): Promise<void> {
    while (!stopping.signal.aborted) {
      let more = false
      try {
        more = await step()
      } catch (error) {
        log.error({ err: error }, 'a background job failed and will be tried again')
      }
      const pauseMs = more ? BETWEEN_STEPS_MS : everyMs
      await sleep(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }

  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
