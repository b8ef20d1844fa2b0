import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { FilterField } from '#entities/filters/filter-field.tsx'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { DateRange } from '#ui/form/date-range.tsx'
import { type CallSearch, RANGES, USUAL_RANGE } from './call-filters.ts'
import { GroupSelect } from './call-groups.tsx'
import { FILTER_NAMES, type FilterName, findOptions } from './filter-options.ts'
import { FilterValue } from './filter-value.tsx'
import { useFilterOptions } from './use-filter-options.tsx'

interface FilterBarProps {
  /** Workspace of the page. Undefined: calls of all workspaces. */
  readonly workspace_id: string | undefined
  readonly search: CallSearch
  /** Query for the calls that `search` selects. */
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
  readonly onSearch: (search: CallSearch) => void
}

/** Filters of calls. The URL holds all of them, so a link shows the same calls. */
export function FilterBar({ workspace_id, search, query, onSearch }: FilterBarProps) {
  const [text, setText] = useState('')
  // Suggestions are loaded only after the field is focused.
  const [isOpen, setOpen] = useState(false)
  const options = useFilterOptions({ workspace_id, query, text, isOpen })
  const { since, until, by, ...filters } = search
  const set = (Object.keys(FILTER_NAMES) as FilterName[]).filter((name) => filters[name] !== undefined)
  const isOwnRange = since !== undefined && !RANGES.some(({ value }) => value === since)
  const grouped = by !== undefined && { by }
  return (
    <>
      <DateRange
        label={t`Time`}
        presets={translated(RANGES)}
        value={isOwnRange ? { since, until } : (since ?? USUAL_RANGE)}
        bounds={{ since: query.since ?? '', until }}
        onPreset={(value) =>
          onSearch({ ...filters, ...grouped, ...(value !== USUAL_RANGE && { since: value }) })
        }
        onRange={({ since, until }) =>
          onSearch({ ...filters, ...grouped, since, ...(until !== undefined && { until }) })
        }
      />
      <GroupSelect search={search} isAll={workspace_id === undefined} onSearch={onSearch} />
      <FilterField
        names={FILTER_NAMES}
        placeholder={t`Filter by service, connector, caller, status, error or operation`}
        search={search}
        options={findOptions(options, text)}
        text={text}
        onText={setText}
        onFocus={() => setOpen(true)}
        showValue={(name, value) => <FilterValue name={name} value={value} />}
        onSearch={onSearch}
      />
      {set.length + Number(since !== undefined) > 0 && (
        <Button variant="ghost" onClick={() => onSearch({ ...grouped })}>
          <Trans>Clear</Trans>
        </Button>
      )}
    </>
  )
}
