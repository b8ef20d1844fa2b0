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

const DECIMALS = ([0, 1, 2] as const).map((digits) =>
  perLanguage(
    (language) =>
      new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ),
)

/** Formats a number with decimal places: `1.25` in English, `1,25` in German. */
export function formatDecimal(value: number, digits: 0 | 1 | 2): string {
  return DECIMALS[digits]?.().format(value) ?? ''
}

const WHOLE_PERCENT = perLanguage((language) => new Intl.NumberFormat(language, { style: 'percent' }))
const EXACT_PERCENT = perLanguage(
  (language) => new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1 }),
)

/** Formats a share from 0 to 1 as a percentage. One below 10% has a decimal place. */
export function formatPercent(share: number): string {
  return (share > 0 && share < 0.1 ? EXACT_PERCENT : WHOLE_PERCENT)().format(share)
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
