import type { Draft } from '#schema/schema-fields.tsx'

const KEY = 'bulkhead.authorization'
/** Milliseconds that a journey is kept. An authorization may take ten minutes. */
const KEPT_MS = 15 * 60_000

/** Form input kept during an authorization at the service. Never includes credentials. */
export interface Entered {
  /** Name of the auth option. */
  readonly option: string
  readonly name: string
  readonly base_url: string
  readonly settings: Draft
}

/** Authorization at a service, from leaving the app until returning to it. */
export interface Journey {
  /** Path and query of the page that the person left and returns to. */
  readonly path: string
  /** Connector whose credentials are renewed. Undefined: the authorization adds a connector. */
  readonly connector_id?: string
  readonly entered?: Entered
}

/**
 * Stores the journey in this tab. A link that someone else made is therefore not taken for a return from an
 * authorization.
 */
export function beginJourney(journey: Journey): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ...journey, began_at: Date.now() }))
}

/** Returns the journey of this tab, unless there is none or it has expired. */
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
