import type { Messages } from '@lingui/core'
import { useSyncExternalStore } from 'react'
import { i18n } from './i18n.ts'

const KEY = 'bulkhead.language'
const files = import.meta.glob<{ readonly messages: Messages }>('./*.po')

/** Languages of the app: English, and one for each `.po` file in this folder. */
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

/** Sets the stored language. If none is stored, sets the first of the browser's languages that the app has. */
export async function startLanguage(): Promise<void> {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue !== null) void speak(newValue)
  })
  const wish = readChoice() ?? navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
  // If its file fails to load, the app stays in English.
  await speak(wish).catch(() => {})
}

/** Returns the current language. Components that use it rerender when it changes. */
export function useLanguage(): string {
  return useSyncExternalStore(watch, () => i18n.locale)
}

function watch(watcher: () => void): () => void {
  return i18n.on('change', watcher)
}

/** Reads the stored language. Undefined if there is none or if the browser denies storage. */
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

/** Language that was requested last. Its file may still be loading. */
let wanted = i18n.locale

async function speak(language: string): Promise<void> {
  if (!isLanguage(language)) return
  wanted = language
  const file = files[`./${language}.po`]
  const messages = file === undefined ? {} : (await file()).messages
  // Another language was requested in the meantime.
  if (wanted !== language) return
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}
