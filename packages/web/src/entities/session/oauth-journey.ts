import type { Draft } from '#schema/schema-fields.tsx'

const KEY = 'bulkhead.authorization'
/** Longer than an authorization may take, which is ten minutes. */
const KEPT_MS = 15 * 60_000

/** Form input kept during an authorization at the service. Never includes credentials. */
export interface Entered {
  /** Name of the way to authenticate. */
  readonly option: string
  readonly name: string
  readonly base_url: string
  readonly settings: Draft
}

/** Authorization at a service: the way there and back. */
export interface Journey {
  /** Path and query of the page that one left, and comes back to. */
  readonly path: string
  /** The connector whose credentials are renewed; absent where one is added. */
  readonly connector_id?: string
  readonly entered?: Entered
}

/** Notes, in this tab only, where one leaves from: so a link that others made up is not taken for a way back. */
export function beginJourney(journey: Journey): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ...journey, began_at: Date.now() }))
}

/** The journey that this tab is on; undefined if it is on none. */
export function currentJourney(): Journey | undefined {
  const text = sessionStorage.getItem(KEY)
  if (text === null) return undefined
  const { began_at, ...journey } = JSON.parse(text) as Journey & { began_at: number }
  return Date.now() - began_at < KEPT_MS ? journey : undefined
}

/** Returns the input saved for a page before leaving it. */
export function enteredOn(path: string): Entered | undefined {
  const journey = currentJourney()
  return journey?.path === path ? journey.entered : undefined
}

export function endJourney(): void {
  sessionStorage.removeItem(KEY)
}
