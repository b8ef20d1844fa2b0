import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { formatNumber } from '#texts/format.ts'
import { Sparkline } from '#ui/chart/sparkline.tsx'
import { useLastDay } from './use-last-day.ts'

/** Width of a column with {@link DayOfCalls}, as a grid track. */
export const DAY_WIDTH = '7rem'

interface DayOfCallsProps {
  readonly by: 'workspace' | 'connector'
  readonly id: string
  /** Ids that are read together. */
  readonly ids: string
}

/** Calls of the last day by hour, and how many failed. Renders nothing until they are known. */
export function DayOfCalls({ by, id, ids }: DayOfCallsProps) {
  const day = useLastDay(by, id, ids)
  if (day === undefined) return null
  const { calls, errors, series } = day
  if (calls === 0)
    return (
      <span className="text-subtle">
        <Trans>no calls</Trans>
      </span>
    )
  const label = plural(calls, { one: '# call over the time', other: '# calls over the time' })
  return (
    <span title={label} className="flex items-center justify-end gap-2 tabular-nums">
      <Sparkline
        label={label}
        values={series.map((hour) => hour.calls)}
        bad={series.map((hour) => hour.errors)}
        className="w-14! shrink-0"
      />
      <span className={errors > 0 ? 'min-w-5 text-bad' : 'min-w-5 text-subtle'}>
        {formatNumber(errors)}
        <span className="sr-only">
          {' '}
          <Trans>failed</Trans>
        </span>
      </span>
    </span>
  )
}
