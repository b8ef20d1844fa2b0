import { i18n } from './i18n.ts'

/** A format of each language, made when it is first asked for. */
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

/** `12,345`, or `12.345` in German. */
export function formatNumber(value: number): string {
  return number().format(value)
}
