import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatMs } from '#entities/call/call-rows.tsx'
import { formatNumber } from '#texts/format.ts'
import { translated } from '#texts/translated.ts'
import { Legend } from '#ui/chart/legend.tsx'
import type { Series, Span } from '#ui/chart/series.ts'
import { CHART_HEIGHT, TimeChart } from '#ui/chart/time-chart.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import type { Output } from '../api/api.ts'
import { formatPercent } from '../texts/format.ts'
import type { CallSearch } from './call-filters.ts'

interface CallChartsProps {
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
  readonly search: CallSearch
  readonly onSearch: (search: CallSearch) => void
}

const BUCKETS = 60
const REFRESH_MS = 15_000
const CHARTS = [
  { value: 'calls', label: msg`Calls` },
  { value: 'duration', label: msg`Duration` },
] as const

/** Charts of calls, failures and durations. */
export function CallCharts({ query, search, onSearch }: CallChartsProps) {
  // On narrow screens only one chart is visible.
  const [chart, setChart] = useState<(typeof CHARTS)[number]['value']>('calls')
  const isOpen = search.until === undefined
  const { data, isError } = useRead(
    'getToolCallStatistics',
    { query: { ...query, buckets: BUCKETS } },
    { refetchInterval: isOpen ? REFRESH_MS : false, placeholderData: keepPreviousData },
  )
  if (isError && data === undefined) return null
  const choose = (index: number) => {
    const span = spans[index]
    if (data === undefined || span === undefined || data.bucket_seconds < 60) return
    onSearch({
      ...search,
      since: new Date(span.since).toISOString(),
      until: new Date(span.until).toISOString(),
    })
  }
  const spans: readonly Span[] = (data?.data ?? []).map(({ at }) => {
    const since = Date.parse(at)
    return { since, until: since + (data?.bucket_seconds ?? 0) * 1000 }
  })
  const show = (one: typeof chart) => (chart === one ? '' : '@max-2xl/charts:hidden')
  return (
    <div className="@container/charts border-line border-b px-(--gutter) py-4">
      <div className="mb-2 @2xl/charts:hidden">
        <Segments label={t`Chart`} value={chart} options={translated(CHARTS)} onChange={setChart} />
      </div>
      <div className="grid gap-x-8 @2xl/charts:grid-cols-2">
        {data === undefined ? (
          <>
            <Pending className={show('calls')} />
            <Pending className={show('duration')} />
          </>
        ) : (
          <>
            <CallsChart data={data} spans={spans} onChoose={choose} className={show('calls')} />
            <DurationsChart data={data} spans={spans} onChoose={choose} className={show('duration')} />
          </>
        )}
      </div>
    </div>
  )
}

/** Placeholder with the height of a chart. */
function Pending({ className }: { readonly className: string }) {
  return (
    <div className={className}>
      <Skeleton className="h-5 w-20" />
      <div style={{ height: CHART_HEIGHT }} className="mt-2">
        <Skeleton className="h-full" />
      </div>
    </div>
  )
}

interface ChartProps {
  readonly data: Statistics
  readonly spans: readonly Span[]
  readonly onChoose: (index: number) => void
  readonly className: string
}

function CallsChart({ data, ...chart }: ChartProps) {
  const { calls, errors, share } = getTotals(data)
  const words = plural(calls, { one: '# call', other: '# calls' })
  return (
    <TimeChart
      {...chart}
      kind="bars"
      title={t`Calls`}
      summary={t`${words}, of which ${errors} failed`}
      aside={
        <>
          {words},{' '}
          <span className={errors > 0 ? 'text-bad' : ''}>
            <Trans>{share} failed</Trans>
          </span>
        </>
      }
      series={[
        {
          name: t`Succeeded`,
          look: 'text-accent-fill',
          values: data.data.map(({ calls, errors }) => calls - errors),
        },
        { name: t`Failed`, look: 'text-bad-fill', values: data.data.map(({ errors }) => errors) },
      ]}
      format={formatNumber}
      empty={t`No calls`}
    />
  )
}

function DurationsChart({ data, ...chart }: ChartProps) {
  const slowest = Math.max(0, ...data.data.map(({ p95_ms }) => p95_ms ?? 0))
  const series: readonly Series[] = [
    { name: 'p95', look: 'text-accent', values: data.data.map(({ p95_ms }) => p95_ms) },
    { name: t`Median`, look: 'text-subtle', values: data.data.map(({ p50_ms }) => p50_ms) },
    {
      name: t`Median at the service`,
      look: 'text-ink',
      values: data.data.map(({ upstream_p50_ms }) => upstream_p50_ms),
      isDashed: true,
    },
  ]
  return (
    <TimeChart
      {...chart}
      kind="lines"
      title={t`Duration`}
      summary={
        slowest === 0
          ? t`No calls`
          : t`Median and p95 of the durations; p95 is ${{ time: formatMs(slowest) }} at most`
      }
      aside={<Legend series={series} />}
      series={series}
      format={formatMs}
      empty={t`No calls`}
    />
  )
}

type Statistics = Output<'getToolCallStatistics'>

/** Returns totals over all buckets. */
function getTotals({ data }: Pick<Statistics, 'data'>): {
  calls: number
  errors: number
  share: string
} {
  const calls = data.reduce((sum, bucket) => sum + bucket.calls, 0)
  const errors = data.reduce((sum, bucket) => sum + bucket.errors, 0)
  return { calls, errors, share: formatPercent(calls === 0 ? 0 : errors / calls) }
}
