import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { FilterField } from '#entities/filters/filter-field.tsx'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { DateRange } from '#ui/form/date-range.tsx'
import { useRead } from '../api/use-api.ts'
import { ServiceName } from '../entities/connector/service-name.tsx'
import { readCaller } from '../entities/filters/read-caller.ts'
import { CallerName } from '../entities/session/caller-name.tsx'
import { WorkspaceName } from '../entities/workspace/workspace-name.tsx'
import { type CallSearch, RANGES, USUAL_RANGE } from './call-filters.ts'
import { GroupSelect } from './call-groups.tsx'
import { FILTER_NAMES, type FilterName, findOptions } from './filter-options.ts'
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

/** Value of a filter as shown to people, for example a name for an id. */
function FilterValue({ name, value }: { readonly name: FilterName; readonly value: string }) {
  if (name === 'service') return <ServiceName id={value} />
  if (name === 'connector') return <ConnectorOf id={value} />
  if (name === 'workspace') return <WorkspaceName id={value} />
  if (name === 'caller') {
    const { application_id = null, person_id = null } = readCaller(value)
    return <CallerName call={{ application_id, person_id }} />
  }
  if (name === 'status') return value === 'success' ? t`success` : value === 'error' ? t`error` : value
  return value
}

function ConnectorOf({ id }: { readonly id: string }) {
  const { data, isError } = useRead(
    'getConnector',
    { path: { connector_id: id }, query: {} },
    { staleTime: 60_000, retry: false },
  )
  return isError ? t`deleted` : (data?.name ?? '…')
}
