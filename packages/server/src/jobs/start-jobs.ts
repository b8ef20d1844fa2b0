import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '#operations/services'
import { markOperation } from '#platform/loop-watch'
import { createTally } from '#platform/metrics/tally'
import { backgroundJobs, type Job } from './background-jobs.ts'

// Own code: `pg-boss` and `graphile-worker` do not run on PGlite.

/**
 * Pause between steps. PGlite runs within this process, so without a pause the server would read no request until the
 * last step is done.
 */
const BETWEEN_STEPS_MS = 20

const MOST_JOBS = 100
const lastRuns = createTally({
  name: 'bulkhead_job_last_success_timestamp_seconds',
  help: 'When a step of a background job last succeeded.',
  type: 'gauge',
  labels: ['job_name'],
  most: MOST_JOBS,
})
const failures = createTally({
  name: 'bulkhead_job_failures_total',
  help: 'Steps of background jobs that failed and will be tried again.',
  labels: ['job_name'],
  most: MOST_JOBS,
})

/** Background work of one process. */
export interface Jobs {
  /** Waits for the step in progress and starts no further step. */
  stop(): Promise<void>
}

/**
 * Starts the background work. Each job runs its step until nothing is left, and then at an interval.
 *
 * @param more Jobs of this process alone.
 */
export function startJobs(services: Services, more: readonly Job[] = []): Jobs {
  const { log } = services
  const stopping = new AbortController()
  const loops = [...backgroundJobs(services), ...more].map(repeat)

  async function repeat({ name, everyMs, step }: Job): Promise<void> {
    const operation = `job: ${name}`
    while (!stopping.signal.aborted) {
      let more = false
      markOperation(operation)
      try {
        more = await step()
        lastRuns.set([name], Math.round(Date.now() / 1000))
      } catch (error) {
        failures.add([name])
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
