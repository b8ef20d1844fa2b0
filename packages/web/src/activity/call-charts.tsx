import { keepPreviousData } from '@tanstack/react-query'
import type { Input } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatMs } from '#entities/call/call-rows.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { Bars, Lines, TimeChart } from '#ui/show/time-chart.tsx'
import { type CallSearch, getBounds } from './call-filters.ts'
import { getTotals, type Statistics } from './statistics.ts'

interface CallChartsProps {
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
  readonly search: CallSearch
  readonly now: number
  readonly onSearch: (search: CallSearch) => void
}

const BUCKETS = 60
const REFRESH_MS = 15_000
const HOUR_MS = 3_600_000

/** How many calls there were, how many failed, and how long they took. */
export function CallCharts({ query, search, now, onSearch }: CallChartsProps) {
  const isOpen = search.until === undefined
  const { data, isError } = useRead(
    'getToolCallStatistics',
    { query: { ...query, buckets: BUCKETS } },
    { refetchInterval: isOpen ? REFRESH_MS : false, placeholderData: keepPreviousData },
  )
  if (isError && data === undefined) return null
  if (data === undefined) {
    return (
      <div className={GRID}>
        <Skeleton className="h-[9.125rem] rounded-lg!" />
        <Skeleton className="h-[9.125rem] rounded-lg!" />
      </div>
    )
  }
  const { since, until } = getBounds(search, now)
  const getTime = getTimes(data, until - since > 24 * HOUR_MS)
  const choose = (index: number) => {
    const begin = Date.parse(data.data[index]?.at ?? '')
    if (data.bucket_seconds < 60 || Number.isNaN(begin)) return
    onSearch({
      ...search,
      since: new Date(begin).toISOString(),
      until: new Date(begin + data.bucket_seconds * 1000).toISOString(),
    })
  }
  return (
    <div className={GRID}>
      <CallsChart data={data} getTime={getTime} onChoose={choose} />
      <DurationsChart data={data} getTime={getTime} onChoose={choose} />
    </div>
  )
}

const GRID = 'grid gap-3 border-line border-b px-(--gutter) py-4 @4xl/page:grid-cols-2'

interface ChartProps {
  readonly data: Statistics
  readonly getTime: (index: number) => string
  readonly onChoose: (index: number) => void
}

function CallsChart({ data, getTime, onChoose }: ChartProps) {
  const { calls, errors, share } = getTotals(data)
  return (
    <TimeChart
      title="Calls"
      label={`${calls} calls, of which ${errors} failed`}
      aside={
        <>
          {calls.toLocaleString('en')} calls,{' '}
          <span className={errors > 0 ? 'text-bad' : ''}>{share} failed</span>
        </>
      }
      count={data.data.length}
      describe={(index) => {
        const bucket = index === undefined ? undefined : data.data[index]
        if (index === undefined || bucket === undefined) return 'Successes and errors'
        return `${getTime(index)}: ${bucket.calls} calls, ${bucket.errors} failed`
      }}
      onChoose={onChoose}
    >
      <Bars
        stacks={data.data.map(({ at, calls, errors }) => ({
          at,
          parts: [
            { value: calls - errors, look: 'fill-accent-fill' },
            { value: errors, look: 'fill-bad-fill' },
          ],
        }))}
      />
    </TimeChart>
  )
}

function DurationsChart({ data, getTime, onChoose }: ChartProps) {
  const slowest = Math.max(0, ...data.data.map(({ p95_ms }) => p95_ms ?? 0))
  return (
    <TimeChart
      title="Duration"
      label={`Median and 95th percentile of the durations; the latter at most ${formatMs(slowest)}`}
      aside={
        <span className="flex gap-3">
          <Key look="bg-accent-fill">median</Key>
          <Key look="bg-warn">95%</Key>
          <Key look="bg-line-strong">at the service</Key>
        </span>
      }
      count={data.data.length}
      describe={(index) => {
        const bucket = index === undefined ? undefined : data.data[index]
        if (index === undefined || bucket === undefined) return `95% within ${formatMs(slowest)} at all times`
        if (bucket.p50_ms === null) return `${getTime(index)}: no calls`
        return `${getTime(index)}: median ${formatMs(bucket.p50_ms)}, 95% within ${formatMs(bucket.p95_ms ?? 0)}${bucket.upstream_p50_ms === null ? '' : `, ${formatMs(bucket.upstream_p50_ms)} at the service`}`
      }}
      onChoose={onChoose}
    >
      <Lines
        lines={[
          { values: data.data.map((one) => one.upstream_p50_ms), look: 'stroke-line-strong' },
          { values: data.data.map((one) => one.p95_ms), look: 'stroke-warn' },
          { values: data.data.map((one) => one.p50_ms), look: 'stroke-accent-fill' },
        ]}
      />
    </TimeChart>
  )
}

function Key({ look, children }: { readonly look: string; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`h-0.5 w-3 rounded-full ${look}`} />
      {children}
    </span>
  )
}

function getTimes({ data, bucket_seconds }: Statistics, isLong: boolean) {
  const format = new Intl.DateTimeFormat('en', {
    ...(isLong && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (index: number) => {
    const begin = Date.parse(data[index]?.at ?? '')
    return Number.isNaN(begin) ? '' : format.formatRange(begin, begin + bucket_seconds * 1000)
  }
}
