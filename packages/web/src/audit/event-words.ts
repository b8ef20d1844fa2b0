import { toEventWords } from '@bulkhead/contract/audit-events'
import { EVENT_NAMES } from '#generated/event-names.ts'
import { i18n } from '#texts/i18n.ts'

/**
 * Returns the name of an event such as `workspace.tokens_revoked`, or of a refused operation such as `deleteWorkspace`.
 */
export function eventWords(event: string): string {
  const name = EVENT_NAMES[event]
  return name === undefined ? toEventWords(event) : i18n._(name)
}
