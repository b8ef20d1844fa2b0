// Own code: to look a child of `prom-client` up by its labels costs as much as a tenth of a request.

/** Values by labels, of this process. */
export interface Tally {
  add(labels: readonly string[], by?: number): void
  set(labels: readonly string[], value: number): void
}

/** A tally with its values, for who shows them. */
export interface TallyState {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly labels: readonly string[]
  readonly values: ReadonlyMap<string, { readonly labels: readonly string[]; readonly value: number }>
}

export interface TallyOptions {
  /** Name in `/metrics`. */
  readonly name: string
  readonly help: string
  readonly type?: 'counter' | 'gauge'
  /** Names of the labels. Their values come from the contract, from documents and from services; none is a tenant's. */
  readonly labels: readonly string[]
  /** Combinations of values that are counted separately; others are counted together, as {@link OTHER}. */
  readonly most: number
}

/** The value of every label, once there are too many combinations. */
export const OTHER = 'other'

const tallies: TallyState[] = []

/** Makes a tally, once for each process: `/metrics` shows it. */
export function createTally({ type = 'counter', most, ...named }: TallyOptions): Tally {
  const values = new Map<string, { readonly labels: readonly string[]; value: number }>()
  const rest = named.labels.map(() => OTHER)
  tallies.push({ ...named, type, values })

  function find(labels: readonly string[]) {
    const key = labels.join('\0')
    const known = values.get(key)
    if (known !== undefined) return known
    if (values.size >= most && labels !== rest) return find(rest)
    const made = { labels: [...labels], value: 0 }
    values.set(key, made)
    return made
  }

  return {
    add(labels, by = 1) {
      find(labels).value += by
    },
    set(labels, value) {
      find(labels).value = value
    },
  }
}

/** Every tally of this process. */
export function tallyStates(): readonly TallyState[] {
  return tallies
}
