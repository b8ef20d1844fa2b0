import { texts as de } from './de.ts'
import { texts as en, type Texts } from './en.ts'

const LANGUAGES: Readonly<Record<string, Texts>> = { en, de }

/**
 * Chooses the session's language, otherwise the first of the browser's languages that the page has. Sets it on the
 * document for screen readers.
 */
export function chooseTexts(locale: string | null): { readonly texts: Texts; readonly language: string } {
  const wanted = [...(locale === null ? [] : [locale]), ...navigator.languages]
  const language =
    wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find((tag) => tag in LANGUAGES) ?? 'en'
  document.documentElement.lang = language
  return { texts: LANGUAGES[language] ?? en, language }
}
