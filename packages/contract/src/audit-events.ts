import type { AuditEvent } from './operation.ts'

/** Events that no operation causes by itself: those of jobs, of sign-ins and of what another event entails. */
export const FURTHER_EVENTS: readonly AuditEvent[] = [
  'connect_session.completed',
  'connect_session.expired',
  'connect_session.failed',
  'connector.needs_reauthentication',
  'connector.recovered',
  'connector.tokens_revoked',
  'definition.reach_changed',
  'directory_group.created',
  'directory_group.deleted',
  'directory_group.updated',
  'identity.linked',
  'person.provisioned',
  'person.recovery_code_used',
  'webhook_endpoint.disabled',
]

/** Derives the English name of an event, or of an operation that was refused, from its identifier. */
export function toEventWords(event: string): string {
  if (event === 'signInByPasskey') return 'Sign in with passkey'
  const words = event
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\boauth\b/gi, 'OAuth')
}
