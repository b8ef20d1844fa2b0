import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '#operations/services'
import { markOperation } from '#platform/loop-watch'
import { backgroundJobs, type Job } from './background-jobs.ts'

// Own code: `pg-boss` and `graphile-worker` do not run on PGlite.

/** PGlite works within this process: without a pause no request would be read until the last step was done. */
const BETWEEN_STEPS_MS = 20

/** The background work of one process. */
export interface Jobs {
  /** Waits for the step under way and starts no other. */
  stop(): Promise<void>
}

/** Starts the background work; each job is a step that is repeated until nothing is left, then at an interval. */
export function startJobs(services: Services): Jobs {
  const { log } = services
  const stopping = new AbortController()
  const loops = backgroundJobs(services).map(repeat)

  async function repeat({ name, everyMs, step }: Job): Promise<void> {
    const operation = `job: ${name}`
    while (!stopping.signal.aborted) {
      let more = false
      markOperation(operation)
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
