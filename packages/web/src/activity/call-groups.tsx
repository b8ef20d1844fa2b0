import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import type { Input, Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatNumber } from '#texts/format.ts'
import { translated } from '#texts/translated.ts'
import { Sparkline } from '#ui/chart/sparkline.tsx'
import { Select } from '#ui/form/select.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import type { CallSearch } from './call-filters.ts'

interface CallGroupsProps {
  readonly search: CallSearch
  /** Whether the calls of all workspaces are grouped. */
  readonly isAll: boolean
  readonly onSearch: (search: CallSearch) => void
}

type Group = Output<'getToolCallGroups'>['data'][number]

const BUCKETS = 24
const SHOWN = 6
const GROUPINGS = [
  { value: 'none', label: msg`Not grouped` },
  { value: 'service', label: msg`By service` },
  { value: 'connector', label: msg`By connector` },
  { value: 'workspace', label: msg`By workspace` },
  { value: 'caller', label: msg`By caller` },
  { value: 'code', label: msg`By error` },
] as const
type Grouping = (typeof GROUPINGS)[number]['value']

/** Returns the groupings of a page, and the one that the URL holds. */
function getGroupings({ search, isAll }: Pick<CallGroupsProps, 'search' | 'isAll'>) {
  const options = GROUPINGS.filter(({ value }) => isAll || value !== 'workspace')
  return { options, by: options.find(({ value }) => value === search.by)?.value ?? 'none' }
}

/** Choice of the groups that {@link CallGroups} shows. */
export function GroupSelect({ search, isAll, onSearch }: CallGroupsProps) {
  const { options, by } = getGroupings({ search, isAll })
  function group(by: Grouping) {
    const { by: _, ...rest } = search
    onSearch(by === 'none' ? rest : { ...rest, by })
  }
  return (
    <Select label={t`Groups`} value={by} options={translated(options)} onChange={group} className="w-40" />
  )
}

interface CallsProps {
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
}

/** Groups of the filtered calls, if they are grouped. Choosing a group adds a filter. */
export function CallGroups({ query, search, isAll, onSearch }: CallGroupsProps & CallsProps) {
  const { by } = getGroupings({ search, isAll })
  if (by === 'none') return null
  return (
    <div className="border-line border-b px-(--gutter) py-2">
      <Groups key={by} by={by} query={query} search={search} onSearch={onSearch} />
    </div>
  )
}

interface GroupsProps extends Omit<CallGroupsProps, 'isAll'>, CallsProps {
  readonly by: Exclude<Grouping, 'none'>
}

function Groups({ by, query, search, onSearch }: GroupsProps) {
  const { data, error } = useRead(
    'getToolCallGroups',
    { query: { ...query, by, limit: SHOWN, buckets: BUCKETS, include_names: true } },
    { placeholderData: keepPreviousData },
  )
  const services = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  if (error !== null && data === undefined) return <ErrorNote error={error} />
  if (data === undefined) return <Skeleton className="h-40" />
  const most = Math.max(1, ...data.data.map(({ calls }) => calls))
  if (data.data.length === 0)
    return (
      <p className="py-3 text-muted text-sm">
        <Trans>No calls</Trans>
      </p>
    )
  return (
    <ul className="grid gap-x-8 @3xl/page:grid-cols-2">
      {data.data.map((group) => {
        const service = services.data?.data.find(
          ({ actor_definition_id }) => by === 'service' && actor_definition_id === group.key,
        )
        const name = service?.name ?? getName(by, group)
        const filter = getFilter(by, group)
        return (
          <li
            key={group.key ?? 'none'}
            className="flex h-9 min-w-0 items-center gap-3 border-line/70 border-b text-sm tabular-nums"
          >
            {filter === undefined ? (
              <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
            ) : (
              <button
                type="button"
                onClick={() => onSearch({ ...search, ...filter })}
                className="min-w-0 flex-1 truncate rounded-sm text-left -outline-offset-2 hover:underline"
              >
                {name}
              </button>
            )}
            <Sparkline
              label={plural(group.calls, { one: '# call over the time', other: '# calls over the time' })}
              values={group.series.map(({ calls }) => calls)}
              className="w-20 @max-md/page:hidden"
            />
            <span aria-hidden="true" className="h-1.5 w-20 overflow-hidden rounded-full bg-track">
              <span
                className="block h-full rounded-full bg-accent-fill"
                style={{ width: `${(group.calls / most) * 100}%` }}
              />
            </span>
            <span className="w-16 text-right">{formatNumber(group.calls)}</span>
            <span className={group.errors > 0 ? 'w-20 text-right text-bad' : 'w-20 text-right text-subtle'}>
              {group.errors > 0 ? t`${{ count: formatNumber(group.errors) }} failed` : t`none failed`}
            </span>
          </li>
        )
      })}
      {data.rest !== null && (
        <li className="flex h-9 items-center text-muted text-sm tabular-nums">
          <Trans>
            {formatNumber(data.rest.groups)} more with{' '}
            {plural(data.rest.calls, { one: '# call', other: '# calls' })}
          </Trans>
        </li>
      )}
    </ul>
  )
}

/** Returns a group's name. Deleted objects and services no longer in the catalog have none of their own. */
function getName(by: GroupsProps['by'], { key, name }: Group): string {
  if (by === 'code') return key ?? t`no error`
  if (key === null) return t`none`
  return name ?? t`deleted`
}

/** Returns the filter for the calls of a group. */
function getFilter(by: GroupsProps['by'], { key, caller }: Group): CallSearch | undefined {
  if (key === null) return undefined
  if (by !== 'caller') return { [by]: key }
  return caller === null ? undefined : { caller: `${caller}:${key}` }
}
