import { t } from '@lingui/core/macro'
import { type ReactNode, useRef } from 'react'
import { i18n } from '#texts/i18n.ts'
import { ChipField } from '#ui/form/chip-field.tsx'
import type { Option } from '#ui/form/option.ts'
import { type FilterNames, readOption } from './find-options.ts'

interface FilterFieldProps<Name extends string, Search extends { readonly [name in Name]?: string }> {
  readonly names: FilterNames<Name>
  readonly placeholder: string
  /** Filters in the URL. */
  readonly search: Search
  readonly options: readonly Option[]
  readonly text: string
  readonly onText: (text: string) => void
  /** Called on focus, before anything is typed: the options can be loaded then. */
  readonly onFocus: () => void
  /** Renders the value of a filter for people, for example a name for an id. */
  readonly showValue: (name: Name, value: string) => ReactNode
  readonly onSearch: (search: Search) => void
}

/** Filters of a list as chips. The URL holds them, so a link shows the same list. */
export function FilterField<Name extends string, Search extends { readonly [name in Name]?: string }>({
  names,
  search,
  showValue,
  onSearch,
  ...rest
}: FilterFieldProps<Name, Search>) {
  // The page renders after the URL has changed. If the person adds filters faster than that, each is added to the last
  // ones requested.
  const asked = useRef({ given: search, search })
  if (asked.current.given !== search) asked.current = { given: search, search }
  const ask = (next: Search) => {
    asked.current = { given: search, search: next }
    onSearch(next)
  }
  const set = (Object.keys(names) as Name[]).filter((name) => search[name] !== undefined)
  return (
    <ChipField
      label={t`Filters`}
      className="min-w-0 flex-1 basis-80"
      chips={set.map((name) => ({
        key: name,
        name: i18n._(names[name]),
        value: showValue(name, search[name] ?? ''),
      }))}
      onAdd={(option) => ask({ ...asked.current.search, ...readOption(option) })}
      onRemove={(key) => {
        const { [key as Name]: _, ...others } = asked.current.search
        ask(others as Search)
      }}
      {...rest}
    />
  )
}
