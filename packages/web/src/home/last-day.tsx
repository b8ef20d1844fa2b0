import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatMs } from '#entities/call/call-rows.tsx'
import { formatNumber, formatPercent } from '#texts/format.ts'
import { Sparkline } from '#ui/chart/sparkline.tsx'
import { cx } from '#ui/cx.ts'

/** Increases above this percentage are shown as a multiple. */
const MOST_PERCENT = 300

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const HOURS = 24
const FEW_CALLS = 20

type Bucket = Output<'getToolCallStatistics'>['data'][number]

/** Calls, errors and latency of the last day, each compared with the previous day. */
export function LastDay({ attention }: { readonly attention: ReactNode }) {
  const { days, hours } = useTwoDays()
  const [first, last] = days ?? []
  // A day with only a few calls is not compared with.
  const before = first !== undefined && first.calls >= FEW_CALLS ? first : undefined
  const course = hours?.slice(-HOURS) ?? []
  const share = (bucket: Bucket | undefined) =>
    bucket === undefined || bucket.calls === 0 ? undefined : bucket.errors / bucket.calls
  const failed = share(last)
  return (
    <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line @4xl/page:grid-cols-4">
      {attention}
      <Figure
        name={t`Calls, 24 h`}
        value={last === undefined ? undefined : formatNumber(last.calls)}
        trend={getTrend(before?.calls, last?.calls)}
        isGoodUp
        course={course.map(({ calls }) => calls)}
        look="text-accent!"
        link={{ to: '/activity', search: { since: '24h' } }}
      />
      <Figure
        name={t`Errors`}
        value={last === undefined ? undefined : failed === undefined ? '–' : formatPercent(failed)}
        detail={last === undefined ? undefined : plural(last.errors, { one: '# call', other: '# calls' })}
        trend={getTrend(share(before), failed)}
        course={course.map(({ errors }) => errors)}
        look="text-bad!"
        link={{ to: '/activity', search: { since: '24h', status: 'error' } }}
      />
      <Figure
        name={t`Latency, p95`}
        value={last === undefined ? undefined : last.p95_ms === null ? '–' : formatMs(last.p95_ms)}
        detail={last?.p50_ms == null ? undefined : t`median ${{ time: formatMs(last.p50_ms) }}`}
        trend={getTrend(before?.p95_ms ?? undefined, last?.p95_ms ?? undefined)}
        course={course.map(({ p95_ms }) => p95_ms ?? 0)}
        look="text-accent!"
        link={{ to: '/activity', search: { since: '24h' } }}
      />
    </ul>
  )
}

/** Reads the statistics of the last two days, per day and per hour, and updates them every minute. */
function useTwoDays() {
  const [until, setUntil] = useState(thisMinute)
  useEffect(() => {
    const timer = setInterval(() => setUntil(thisMinute()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  const options = { placeholderData: keepPreviousData }
  const days = useRead('getToolCallStatistics', { query: { ...endAt(until), buckets: 2 } }, options)
  // The server precomputes the counts of whole hours.
  const whole = Math.ceil(until / HOUR_MS) * HOUR_MS
  const hours = useRead('getToolCallStatistics', { query: { ...endAt(whole), buckets: 2 * HOURS } }, options)
  return { days: days.data?.data, hours: hours.data?.data }
}

function endAt(until: number): { since: string; until: string } {
  return { since: new Date(until - 2 * DAY_MS).toISOString(), until: new Date(until).toISOString() }
}

function thisMinute(): number {
  return Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS
}

interface FigureProps {
  readonly name: string
  /** Undefined until it is known. */
  readonly value: string | undefined
  readonly detail?: string | undefined
  readonly trend?: Trend | undefined
  /** Whether a higher figure is better. Default: a lower one is better. */
  readonly isGoodUp?: boolean
  /** Whether the figure indicates a problem. */
  readonly isBad?: boolean
  readonly course?: readonly number[]
  readonly look?: string
  readonly link: LinkProps
}

/** Figure with a link to the page that it summarizes. */
export function Figure({
  name,
  value,
  detail,
  trend,
  isGoodUp = false,
  isBad = false,
  course,
  look = '',
  link,
}: FigureProps) {
  return (
    <li className="relative flex min-h-28 flex-col bg-surface px-4 pt-3 pb-2 transition-colors focus-within:bg-hover hover:bg-hover">
      <Link {...link} className="text-muted text-xs after:absolute after:inset-0">
        {name}
      </Link>
      <div className="mt-0.5 flex min-h-7 flex-wrap items-baseline gap-x-2">
        <span className={cx('font-semibold text-xl tabular-nums tracking-tight', isBad && 'text-bad')}>
          {value ?? ' '}
        </span>
        {trend !== undefined && <TrendText trend={trend} isGoodUp={isGoodUp} />}
      </div>
      <div className="h-4.5 truncate text-subtle text-xs tabular-nums">{detail}</div>
      <div className="mt-auto h-8">
        {course !== undefined && (
          <Sparkline label={t`${name}, each hour`} values={course} className={cx('h-8! w-full!', look)} />
        )}
      </div>
    </li>
  )
}

function TrendText({
  trend: { text, direction },
  isGoodUp,
}: {
  readonly trend: Trend
  readonly isGoodUp: boolean
}) {
  const isGood = direction === 'none' ? undefined : (direction === 'up') === isGoodUp
  return (
    <span
      className={cx(
        'text-xs tabular-nums',
        isGood === undefined ? 'text-subtle' : isGood ? 'text-good' : 'text-bad',
      )}
    >
      {text}
      <span className="sr-only">
        {' '}
        <Trans>compared with the day before</Trans>
      </span>
    </span>
  )
}

/** Change of a figure against the previous period. */
interface Trend {
  readonly text: string
  readonly direction: 'up' | 'down' | 'none'
}

/** Compares a figure with the previous one. Undefined if one of them is unknown or both are 0. */
function getTrend(before: number | undefined, now: number | undefined): Trend | undefined {
  if (before === undefined || now === undefined) return undefined
  if (before === 0) return now === 0 ? undefined : { text: t`new`, direction: 'none' }
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return { text: '±0%', direction: 'none' }
  const text =
    percent > MOST_PERCENT
      ? `×${Math.round(now / before)}`
      : `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`
  return { text, direction: percent > 0 ? 'up' : 'down' }
}
