import { i18n } from './i18n.ts'

/** Returns a function that returns the formatter of the current language. Each formatter is created on first use. */
export function perLanguage<Format>(make: (language: string) => Format): () => Format {
  const made = new Map<string, Format>()
  return () => {
    const known = made.get(i18n.locale)
    if (known !== undefined) return known
    const format = make(i18n.locale)
    made.set(i18n.locale, format)
    return format
  }
}

const number = perLanguage((language) => new Intl.NumberFormat(language))

/** Formats a number: `12,345` in English, `12.345` in German. */
export function formatNumber(value: number): string {
  return number().format(value)
}
