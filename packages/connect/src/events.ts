interface Fact<Name extends string> {
  readonly name: Name
  readonly session_id: string
}

/** Result of a session: its connector, and the code that your backend confirms the session with. */
interface End<Name extends string> extends Fact<Name> {
  readonly connector_id: string
  /**
   * Proof that this browser finished the session. Send it to your backend, which passes it to
   * `connect.sessions.confirm` together with the end user that it has signed in.
   */
  readonly confirmation_code: string
}

/**
 * Event of the connect page for the page that embeds it. `failed` ends one attempt: the end user may try again.
 * `closed` comes once, last. No event proves anything to your backend: ask the API, or wait for a webhook.
 */
export type ConnectEvent =
  | Fact<'ready'>
  | (Fact<'step'> & { readonly step: string })
  | End<'completed'>
  | End<'awaiting_confirmation'>
  | (Fact<'failed'> & { readonly error: string })
  | Fact<'refused'>
  | Fact<'closed'>

const NAMES: readonly string[] = [
  'ready',
  'step',
  'completed',
  'awaiting_confirmation',
  'failed',
  'refused',
  'closed',
] satisfies ConnectEvent['name'][]

/** Reads a message of the connect page. Undefined for an event name that this version does not know. */
export function readEvent(data: Readonly<Record<string, unknown>>): ConnectEvent | undefined {
  const { type: _type, nonce: _nonce, ...event } = data
  return NAMES.includes(String(event.name)) ? (event as unknown as ConnectEvent) : undefined
}
