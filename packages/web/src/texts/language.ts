import type { Messages } from '@lingui/core'
import { useSyncExternalStore } from 'react'
import { i18n } from './i18n.ts'

const KEY = 'bulkhead.language'
const files = import.meta.glob<{ readonly messages: Messages }>('./*.po')

/** Languages of the app: English, and one for each file beside this one. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(files).map((path) => path.slice(2, -3))]

/** Returns a language's name in that language. */
export function getLanguageName(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

/** Sets this browser's language. The current page stays and is retranslated. */
export async function chooseLanguage(language: string): Promise<void> {
  localStorage.setItem(KEY, language)
  await speak(language)
}

/** Speaks the language that was chosen, else the first that the browser's person wants and the app has. */
export async function startLanguage(): Promise<void> {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue !== null) void speak(newValue)
  })
  const wish = readChoice() ?? navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
  // Without its file there is English.
  await speak(wish).catch(() => {})
}

/** Returns the current language. Components that use it rerender when it changes. */
export function useLanguage(): string {
  return useSyncExternalStore(watch, () => i18n.locale)
}

function watch(watcher: () => void): () => void {
  return i18n.on('change', watcher)
}

/** Storage may be refused. */
function readChoice(): string | undefined {
  try {
    const choice = localStorage.getItem(KEY)
    return choice !== null && isLanguage(choice) ? choice : undefined
  } catch {
    return undefined
  }
}

function isLanguage(language: string): boolean {
  return LANGUAGES.includes(language)
}

/** The language that was asked for last, while its file is on its way. */
let wanted = i18n.locale

async function speak(language: string): Promise<void> {
  if (!isLanguage(language)) return
  wanted = language
  const file = files[`./${language}.po`]
  const messages = file === undefined ? {} : (await file()).messages
  // Another was chosen meanwhile.
  if (wanted !== language) return
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}
