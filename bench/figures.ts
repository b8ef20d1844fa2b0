/** Cost of a request to the process that serves it. */
export interface Cost {
  /** CPU time of the process per request, in microseconds. */
  readonly cpuMicroseconds: number
  readonly perSecond: number
}

/** Measurement of one kind of request, in turns with the baselines. */
export interface Figure extends Cost {
  readonly what: string
  /** Requests served with the CPU time of one baseline request: 0.5 means twice the cost. Medians over the turns. */
  readonly ofNode: number
  /** Absent if nginx is not installed. */
  readonly ofNginx?: number
}

/** Figures of one engine at one number of workspaces. */
export interface Round {
  readonly engine: 'postgres' | 'pglite'
  readonly workspaces: number
  readonly figures: readonly Figure[]
}

/** Noisy neighbour: milliseconds at the 99th percentile of a quiet workspace, run by run. */
export interface Neighbour {
  readonly alone: readonly number[]
  readonly beside: readonly number[]
}

/** Resident memory of the server after a number of calls. */
export interface MemorySample {
  readonly calls: number
  readonly bytes: number
}

/** Startup and idle costs of an engine. */
export interface Standing {
  readonly engine: Round['engine']
  /** Milliseconds from the start of the process until it is ready, on an existing store. */
  readonly readyMs: readonly number[]
  readonly idleBytes: number
}

/** All measurements of one run of the bench. */
export interface Results {
  readonly at: string
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    /** Load averages at the beginning and at the end. */
    readonly load: readonly [number, number]
    readonly pinned: boolean
  }
  readonly node: string
  /** Servers that only forward the same response. nginx is absent if not installed. */
  readonly baselines: { readonly nginx?: Cost; readonly node: Cost }
  readonly rounds: readonly Round[]
  readonly standing: readonly Standing[]
  /** Milliseconds that an execute takes longer than a direct call to the upstream, one call at a time. */
  readonly addedMilliseconds: number
  readonly neighbour: Neighbour
  /** Samples along many calls. Empty if this was left out. */
  readonly memory: readonly MemorySample[]
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
