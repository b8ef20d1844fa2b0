import type { Variable } from './variable.ts'

/** Processes, calls, memory and time. */
export const LIMITS = {
  BULKHEAD_WORKERS: {
    default: '1',
    help: 'Processes that serve this port together, on Postgres, from 1 to 64, or auto for one for each processor. What is said to be per process counts for each of them. Also --workers.',
  },
  BULKHEAD_REQUESTS_PER_SECOND: {
    default: '',
    help: 'Requests per second of an organization that has no limit of its own; no limit if not set. Each call to a service leaves a record of about 1 KiB.',
  },
  BULKHEAD_WORKSPACE_CALLS: {
    default: '128',
    help: 'Calls to services that one workspace may have in progress until their responses were read, in all processes together; one organization may have eight times as many in each process, all together sixteen times. When others wait, nobody gets more than an equal share, and some are kept for workspaces without a call in progress. Downloads have slots of their own, an eighth of these.',
  },
  BULKHEAD_WORKSPACE_QUEUE: {
    default: '512',
    help: 'Calls of one workspace that may wait for their turn; any more are refused with 429.',
  },
  BULKHEAD_RESPONSE_MEMORY: {
    default: '256',
    help: 'MiB, per process, for responses of services that are being received or that callers did not read yet, those of up to 64 KiB left out. Calls wait while there is none; a quarter is kept for workspaces that hold none.',
  },
  BULKHEAD_WORKSPACE_RESPONSE_MEMORY: {
    default: '32',
    help: 'MiB of that which one workspace may have.',
  },
  BULKHEAD_READER_THREADS: {
    default: '',
    help: 'Threads that read responses of more than 256 KiB, each started when it is needed; one for each processor but one, and 4 at most, if not set.',
  },
  BULKHEAD_DRAIN_SECONDS: {
    default: '5',
    help: 'Time to stop after SIGTERM: in the first half the server still serves but reports that it is not ready; in the second it accepts no new connections, and idle ones have time to close.',
  },
} as const satisfies Record<string, Variable>
