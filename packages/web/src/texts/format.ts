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

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { month: 'short', day: 'numeric' } as const

/** Returns the format of a time of day: `14:05`. */
export const getClockFormat = perLanguage((language) => new Intl.DateTimeFormat(language, CLOCK))
/** Returns the format of a day of this year: `Nov 28`. */
export const getDayFormat = perLanguage((language) => new Intl.DateTimeFormat(language, DAY))
/** Returns the format of a day with its time. */
export const getInstantFormat = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { ...DAY, ...CLOCK }),
)
