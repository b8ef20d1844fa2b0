import type { MessageDescriptor } from '@lingui/core'
import { i18n } from '#texts/i18n.ts'
import type { Option } from '#ui/form/option.ts'
import { fits } from '#ui/form/search/fits.ts'

/** Labels of the filters of a list. */
export type FilterNames<Name extends string> = Readonly<Record<Name, MessageDescriptor>>

/** Suggested value of a filter. */
export interface FilterOption<Name extends string> {
  readonly name: Name
  readonly value: string
  readonly label: string
  /** Further text that the option is found by, such as the workspace of a connector. */
  readonly detail?: string
  readonly icon?: Option['icon']
}

const SHOWN_OF_EACH = 6
const SHOWN_AT_FIRST = 4

/**
 * Returns the options that contain all words of a text. Options that begin with the text come first.
 *
 * @param toLast Creates the last option from the text itself.
 */
export function findOptions<Name extends string>(
  names: FilterNames<Name>,
  all: readonly FilterOption<Name>[],
  typed: string,
  toLast: (text: string) => Option,
): Option[] {
  const text = typed.trim()
  const isFit = fits(text)
  const begins = ({ label }: FilterOption<Name>) => label.toLowerCase().startsWith(text.toLowerCase())
  const found = all.filter(({ name, label, detail = '' }) =>
    isFit(`${i18n._(names[name])} ${label} ${detail}`),
  )
  const few = limitEach(found, text === '' ? SHOWN_AT_FIRST : SHOWN_OF_EACH)
  const ordered = text === '' ? few : [...few].sort((a, b) => Number(begins(b)) - Number(begins(a)))
  return [
    ...ordered.map(({ name, value, label, detail, icon }) => ({
      value: `${name}:${value}`,
      label,
      icon,
      hint: [i18n._(names[name]), detail].filter(Boolean).join(' · '),
    })),
    ...(text === '' ? [] : [toLast(text)]),
  ]
}

function limitEach<Name extends string>(
  options: readonly FilterOption<Name>[],
  most: number,
): FilterOption<Name>[] {
  const counts = new Map<Name, number>()
  return options.filter(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= most
  })
}

/** Returns the filter that an option of {@link findOptions} sets. */
export function readOption(option: string): Readonly<Record<string, string>> {
  const at = option.indexOf(':')
  return { [option.slice(0, at)]: option.slice(at + 1) }
}
