/** Events that webhook endpoints can be told of, and when each is recorded. */
export const EVENTS = {
  'connector.created': 'A connector was created.',
  'connector.reconnected': 'A connector got other credentials.',
  'connector.needs_reauthentication':
    'A connector stopped working until somebody gives it new credentials or authorizes it again.',
  'connector.recovered': 'A connector that needed re-authentication works again.',
  'connector.deleted': 'A connector was deleted.',
  'connect_session.completed': 'A connect session gave a connector, which can be used.',
  'connect_session.awaiting_confirmation':
    'The end user finished a connect session, and its connector waits to be confirmed.',
  'connect_session.failed': 'A connect session ended with an error, or the end user refused.',
  'connect_session.expired': 'A connect session was not finished or not confirmed in time.',
  'workspace.created': 'A workspace was created.',
  'workspace.deactivated': 'A workspace was deactivated.',
  'workspace.deleted': 'A workspace was deleted with all that it held.',
} as const
export type EventType = keyof typeof EVENTS

/** One try to deliver: no header and no body. */
export interface DeliveryTry {
  readonly at: string
  readonly duration_ms: number
  /** Status of the response; null if there was none. */
  readonly status: number | null
  /** Why it did not count as delivered; null if it did. */
  readonly code: string | null
}
