import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRead } from '#api/use-api.ts'
import { formatNumber } from '#texts/format.ts'
import { Sparkline } from '#ui/chart/sparkline.tsx'
import { cx } from '#ui/cx.ts'
import { Card, CardLink } from '#ui/page.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { CardRow } from './card-row.tsx'

const REFRESH_MS = 30_000
const HOUR_MS = 3_600_000
const HOURS = 24

/**
 * Workspaces with the most calls of the last day. The range uses whole hours, because the server precomputes the counts
 * of completed hours.
 */
export function BusiestWorkspaces({ limit }: { readonly limit: number }) {
  const until = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
  const groups = useRead(
    'getToolCallGroups',
    {
      query: {
        by: 'workspace',
        since: new Date(until - HOURS * HOUR_MS).toISOString(),
        until: new Date(until).toISOString(),
        buckets: HOURS,
        limit,
        include_names: true,
      },
    },
    { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData },
  )
  return (
    <Card
      title={t`Busiest workspaces, 24 h`}
      className="min-w-0"
      actions={<CardLink to="/activity" search={{ since: '24h', by: 'workspace' }} />}
    >
      <Loaded read={groups} skeleton={<SkeletonRows rows={limit} height="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="px-4 py-12 text-center text-muted text-sm">
              <Trans>No calls in the last 24 hours.</Trans>
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {data.map(({ key, name, calls, errors, series }) => (
                <CardRow key={key ?? ''}>
                  {key !== null && name ? (
                    <Link
                      to="/w/$workspace/activity"
                      params={{ workspace: key }}
                      search={{ since: '24h' }}
                      className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
                    >
                      {name}
                    </Link>
                  ) : (
                    <span className="min-w-0 flex-1 truncate text-muted">
                      {key === null ? t`No workspace` : t`Deleted workspace`}
                    </span>
                  )}
                  <Sparkline
                    label={plural(calls, { one: '# call over the time', other: '# calls over the time' })}
                    values={series.map((hour) => hour.calls)}
                    className="w-20 shrink-0 @max-md/page:hidden"
                  />
                  <span className="w-24 shrink-0 text-right text-muted text-xs tabular-nums">
                    {plural(calls, { one: '# call', other: '# calls' })}
                  </span>
                  <span
                    className={cx(
                      'w-16 shrink-0 text-right text-xs tabular-nums',
                      errors > 0 ? 'text-bad' : 'text-subtle',
                    )}
                  >
                    {errors > 0 ? t`${{ count: formatNumber(errors) }} failed` : t`none failed`}
                  </span>
                </CardRow>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
