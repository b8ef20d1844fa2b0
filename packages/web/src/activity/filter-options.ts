import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'
import type { Option } from '#ui/form/option.ts'
import { fits } from '#ui/form/search/fits.ts'
import type { CallSearch } from './call-filters.ts'

/** Labels of the filters. */
export const FILTER_NAMES = {
  workspace: msg`Workspace`,
  service: msg`Service`,
  connector: msg`Connector`,
  caller: msg`Caller`,
  status: msg`Status`,
  code: msg`Error`,
  operation: msg`Operation`,
  entity: msg`Entity`,
  action: msg`Action`,
} as const satisfies Partial<Record<keyof CallSearch, MessageDescriptor>>
export type FilterName = keyof typeof FILTER_NAMES

/** Suggested value of a filter. */
export interface FilterOption {
  readonly name: FilterName
  readonly value: string
  readonly label: string
  /** More by which it is found, as the workspace of a connector. */
  readonly detail?: string
  readonly icon?: Option['icon']
}

const SHOWN_OF_EACH = 6
const SHOWN_AT_FIRST = 4

/**
 * Options that have all words of a text, those that begin with it first; then the text itself as part of an
 * operation's name.
 */
export function findOptions(all: readonly FilterOption[], typed: string): Option[] {
  const text = typed.trim()
  const isFit = fits(text)
  const begins = ({ label }: FilterOption) => label.toLowerCase().startsWith(text.toLowerCase())
  const found = all.filter(({ name, label, detail = '' }) =>
    isFit(`${i18n._(FILTER_NAMES[name])} ${label} ${detail}`),
  )
  const few = limitEach(found, text === '' ? SHOWN_AT_FIRST : SHOWN_OF_EACH)
  const ordered = text === '' ? few : [...few].sort((a, b) => Number(begins(b)) - Number(begins(a)))
  return [
    ...ordered.map(({ name, value, label, detail, icon }) => ({
      value: `${name}:${value}`,
      label,
      icon,
      hint: [i18n._(FILTER_NAMES[name]), detail].filter(Boolean).join(' · '),
    })),
    ...(text === ''
      ? []
      : [{ value: `operation:${text}`, label: `“${text}”`, hint: t`Part of the operation’s name` }]),
  ]
}

function limitEach(options: readonly FilterOption[], most: number): FilterOption[] {
  const counts = new Map<FilterName, number>()
  return options.filter(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= most
  })
}

/** Returns the filter that an option of {@link findOptions} sets. */
export function readOption(option: string): CallSearch {
  const at = option.indexOf(':')
  return { [option.slice(0, at)]: option.slice(at + 1) }
}
