/** One thing measured. */
export interface Figure {
  readonly what: string
  /** CPU time of the server per request, in microseconds. */
  readonly cpuMicroseconds: number
  readonly perSecond: number
}

/** Figures of one engine with so many workspaces. */
export interface Round {
  readonly engine: 'postgres' | 'pglite'
  readonly workspaces: number
  readonly figures: readonly Figure[]
}

/** The noisy neighbour: milliseconds at the 99th percentile of a quiet workspace, run by run. */
export interface Neighbour {
  readonly alone: readonly number[]
  readonly beside: readonly number[]
}

/** Everything one run of the bench measured. */
export interface Results {
  readonly at: string
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly load: number
    readonly pinned: boolean
  }
  readonly node: string
  /** What passes the same answer on and does nothing else; nginx is absent where it is not installed. */
  readonly baselines: { readonly nginx?: Figure; readonly node: Figure }
  readonly rounds: readonly Round[]
  /** Milliseconds that an execute takes longer than asking the upstream, one call at a time. */
  readonly addedMilliseconds: number
  readonly neighbour?: Neighbour
  /** Embedded and idle, in bytes. */
  readonly idleBytes?: number
}
