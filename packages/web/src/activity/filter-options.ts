import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { type FilterOption as AnyOption, findOptions as find } from '#entities/filters/find-options.ts'
import type { Option } from '#ui/form/option.ts'
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

export type FilterOption = AnyOption<FilterName>

/** Returns the options that match a text, then the text itself as part of an operation's name. */
export function findOptions(all: readonly FilterOption[], typed: string): Option[] {
  return find(FILTER_NAMES, all, typed, (text) => ({
    value: `operation:${text}`,
    label: `“${text}”`,
    hint: t`Part of the operation’s name`,
  }))
}
