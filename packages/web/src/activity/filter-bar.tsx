import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Combobox } from '#ui/form/combobox.tsx'
import { DateRange } from '#ui/form/date-range.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Select } from '#ui/form/select.tsx'
import { ListFilter, X } from '#ui/icons.tsx'
import { type CallSearch, RANGES, USUAL_RANGE } from './call-filters.ts'

interface FilterBarProps {
  /** Of the page; undefined: calls of all workspaces. */
  readonly workspace_id: string | undefined
  readonly search: CallSearch
  /** When the calls begin that `search` means. */
  readonly since: string
  readonly onSearch: (search: CallSearch) => void
}

/** Where there is no room side by side. */
const WIDE = '@max-3xl/page:w-full'

const STATUSES = [
  { value: '', label: 'Any status' },
  { value: 'success', label: 'Success' },
  { value: 'error', label: 'Error' },
] as const

/** Filters that only links set. */
const CHIPS = ['entity', 'action', 'code'] as const

/** Which calls are meant. All of it is in the address, so that a link shows the same. */
export function FilterBar({ workspace_id, search, since, onSearch }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false)
  const applications = useRead('listApplications', {}, { staleTime: 60_000 })
  const people = useRead('listPeople', {}, { staleTime: 60_000 })
  const services = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  const connectors = useRead(
    'listConnectors',
    { query: { workspace_id: workspace_id ?? '' } },
    { enabled: workspace_id !== undefined },
  )
  function set(name: keyof CallSearch, value: string) {
    const { [name]: _, ...rest } = search
    onSearch(value === '' ? rest : { ...rest, [name]: value })
  }
  const count = Object.keys(search).length
  const isOwnRange = search.since !== undefined && !RANGES.some(({ value }) => value === search.since)
  return (
    <>
      <Button
        icon={<ListFilter />}
        className="@3xl/page:hidden"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Filters{count > 0 && ` (${count})`}
      </Button>
      <div
        className={cx(
          'flex flex-wrap items-center gap-2 @max-3xl/page:w-full',
          !isOpen && '@max-3xl/page:hidden',
        )}
      >
        <DateRange
          label="Time"
          className={WIDE}
          presets={RANGES}
          value={isOwnRange ? { since: search.since, until: search.until } : (search.since ?? USUAL_RANGE)}
          bounds={{ since, until: search.until }}
          onPreset={(value) => {
            const { since: _since, until: _until, ...rest } = search
            onSearch(value === USUAL_RANGE ? rest : { ...rest, since: value })
          }}
          onRange={({ since, until }) => {
            const { since: _since, until: _until, ...rest } = search
            onSearch({ ...rest, since, ...(until !== undefined && { until }) })
          }}
        />
        <Select
          label="Status"
          className={cx('w-34', WIDE)}
          value={search.status ?? ''}
          options={STATUSES}
          onChange={(value) => set('status', value)}
        />
        {workspace_id === undefined ? (
          <>
            <WorkspaceFilter value={search.workspace} onChange={(id) => set('workspace', id ?? '')} />
            <Combobox
              label="Service"
              className={cx('w-40', WIDE)}
              value={search.service ?? ''}
              options={[
                { value: '', label: 'Any service' },
                ...(services.data?.data ?? []).map(({ actor_definition_id, name }) => ({
                  value: actor_definition_id,
                  label: name,
                })),
              ]}
              onChange={(value) => set('service', value)}
              empty="No such service."
            />
          </>
        ) : (
          <Combobox
            label="Connector"
            className={cx('w-48', WIDE)}
            value={search.connector ?? ''}
            options={[
              { value: '', label: 'Any connector' },
              ...(connectors.data?.data ?? []).map((one, _index, all) => ({
                value: one.id,
                label: toLabel(one, all),
              })),
            ]}
            onChange={(value) => set('connector', value)}
            empty="No such connector."
          />
        )}
        <Combobox
          label="Caller"
          className={cx('w-40', WIDE)}
          value={search.caller ?? ''}
          options={[
            { value: '', label: 'Any caller' },
            ...(people.data?.data ?? []).map(({ id, name }) => ({
              value: `person:${id}`,
              label: name,
              hint: 'person',
            })),
            ...(applications.data?.data ?? []).map(({ id, name }) => ({
              value: `application:${id}`,
              label: name,
              hint: 'application',
            })),
          ]}
          onChange={(value) => set('caller', value)}
          empty="No such caller."
        />
        <SearchInput
          label="Operation"
          value={search.operation ?? ''}
          onSearch={(text) => set('operation', text)}
          className="w-44 @max-3xl/page:w-full"
        />
        {CHIPS.map((name) => {
          const value = search[name]
          if (value === undefined) return null
          return (
            <Button
              key={name}
              icon={<X />}
              aria-label={`Remove the filter ${value}`}
              onClick={() => set(name, '')}
            >
              {value}
            </Button>
          )
        })}
        {count > 0 && (
          <Button variant="ghost" onClick={() => onSearch({})}>
            Clear
          </Button>
        )}
      </div>
    </>
  )
}
