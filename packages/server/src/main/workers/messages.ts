import type { MetricValues } from '#http/metrics/add-up'
import type { SignUpLink } from '#operator/create-sign-up-link'

/** Environment variable with the number of a worker. */
export const WORKER_NUMBER = 'BULKHEAD_WORKER_NUMBER'

/** Facts that a server shows once it is ready. */
export interface Started {
  /** URL on which the server listens, for example `http://127.0.0.1:4747`. */
  readonly url: string
  /** Credentials made on this start; they are shown once and stored as a hash. */
  readonly newClient: { readonly client_id: string; readonly client_secret: string } | undefined
  /** Sign-up link for the first owner, if there is none yet. It is shown once and stored as a hash. */
  readonly signUpLink: SignUpLink | undefined
}

/** Messages of a worker to the primary process. */
export type ToPrimary =
  | { readonly bulkhead: 'ready'; readonly started: Started }
  /**
   * Asks the primary for a message. `barrier`: one that comes after all connections that were passed on before. `turn`:
   * one that comes when this worker may stop listening. `metrics`: one with the metrics of all workers.
   */
  | { readonly bulkhead: 'ask'; readonly what: 'barrier' | 'turn' | 'metrics'; readonly id: number }
  | { readonly bulkhead: 'own metrics'; readonly id: number; readonly metrics: readonly MetricValues[] }

/** Messages to a worker. */
export type ToWorker =
  | { readonly bulkhead: 'stop' }
  | { readonly bulkhead: 'read metrics'; readonly id: number }
  | { readonly bulkhead: 'answer'; readonly id: number; readonly value: unknown }
