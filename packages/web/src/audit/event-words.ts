import { i18n } from '#texts/i18n.ts'
import { EVENT_NAMES } from './event-names.ts'

/** `workspace.tokens_revoked` as words; of a refusal the operation, `deleteWorkspace`. */
export function eventWords(event: string): string {
  const name = EVENT_NAMES[event]
  return name === undefined ? toWords(event) : i18n._(name)
}

/** An event that has no name yet is in English everywhere. */
export function toWords(event: string): string {
  const words = event
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\boauth\b/gi, 'OAuth')
}
