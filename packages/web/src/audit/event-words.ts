import { i18n } from '#texts/i18n.ts'
import { EVENT_NAMES } from './event-names.ts'

/**
 * Returns the name of an event such as `workspace.tokens_revoked`, or of a refused operation such as `deleteWorkspace`.
 */
export function eventWords(event: string): string {
  const name = EVENT_NAMES[event]
  return name === undefined ? toWords(event) : i18n._(name)
}

/** Derives an English name from an identifier. Events without a translated name have it in every language. */
export function toWords(event: string): string {
  const words = event
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\boauth\b/gi, 'OAuth')
}
