import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Select } from '#ui/form/input.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { ListFilter, X } from '#ui/icons.tsx'
import { type CallSearch, RANGES, USUAL_RANGE } from './call-filters.ts'

interface FilterBarProps {
  /** Of the page; undefined: calls of all workspaces. */
  readonly workspace_id: string | undefined
  readonly search: CallSearch
  readonly onSearch: (search: CallSearch) => void
}

/** Filters that only links set. */
const CHIPS = ['entity', 'action', 'code'] as const

/** Which calls are meant. All of it is in the address, so that a link shows the same. */
export function FilterBar({ workspace_id, search, onSearch }: FilterBarProps) {
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
        <Select
          aria-label="Time"
          width="w-auto @max-3xl/page:w-full"
          value={isOwnRange ? 'own' : (search.since ?? USUAL_RANGE)}
          onChange={({ target: { value } }) => {
            const { since: _since, until: _until, ...rest } = search
            onSearch(value === USUAL_RANGE ? rest : { ...rest, since: value })
          }}
        >
          {RANGES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          {isOwnRange && <option value="own">Selected in the chart</option>}
        </Select>
        <Select
          aria-label="Status"
          width="w-auto @max-3xl/page:w-full"
          value={search.status ?? ''}
          onChange={({ target: { value } }) => set('status', value)}
        >
          <option value="">Any status</option>
          <option value="success">Success</option>
          <option value="error">Error</option>
        </Select>
        {workspace_id === undefined ? (
          <>
            <WorkspaceFilter value={search.workspace} onChange={(id) => set('workspace', id ?? '')} />
            <Select
              aria-label="Service"
              width="w-auto max-w-52 @max-3xl/page:w-full @max-3xl/page:max-w-none"
              value={search.service ?? ''}
              onChange={({ target: { value } }) => set('service', value)}
            >
              <option value="">Any service</option>
              {services.data?.data.map(({ actor_definition_id, name }) => (
                <option key={actor_definition_id} value={actor_definition_id}>
                  {name}
                </option>
              ))}
            </Select>
          </>
        ) : (
          <Select
            aria-label="Connector"
            width="w-auto max-w-52 @max-3xl/page:w-full @max-3xl/page:max-w-none"
            value={search.connector ?? ''}
            onChange={({ target: { value } }) => set('connector', value)}
          >
            <option value="">Any connector</option>
            {connectors.data?.data.map((one, _index, all) => (
              <option key={one.id} value={one.id}>
                {toLabel(one, all)}
              </option>
            ))}
          </Select>
        )}
        <Select
          aria-label="Caller"
          width="w-auto max-w-52 @max-3xl/page:w-full @max-3xl/page:max-w-none"
          value={search.caller ?? ''}
          onChange={({ target: { value } }) => set('caller', value)}
        >
          <option value="">Any caller</option>
          {people.data?.data.map(({ id, name }) => (
            <option key={id} value={`person:${id}`}>
              {name}
            </option>
          ))}
          {applications.data?.data.map(({ id, name }) => (
            <option key={id} value={`application:${id}`}>
              {name}
            </option>
          ))}
        </Select>
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
