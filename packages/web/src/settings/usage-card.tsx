import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatNumber } from '#texts/format.ts'
import { cx } from '#ui/cx.ts'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'

const SKELETON = <SkeletonRows rows={6} height="h-10" />
/** Share of a quota above which its bar warns. */
const NEARLY = 0.9

/** Card with the organization's usage and the quotas that the server's operator has set. */
export function UsageCard() {
  const usage = useRead('getOrganizationUsage', {})
  return (
    <Card title={t`Use and quotas`} description={t`Quotas are set by the operator of this server.`}>
      <Loaded read={usage} skeleton={SKELETON}>
        {({ workspaces, connectors, definitions, calls_30d, requests_per_second, max_body_bytes }) => (
          <Facts>
            <Fact name={t`Workspaces`}>
              <Use use={workspaces} />
            </Fact>
            <Fact name={t`Connectors`}>
              <Use use={connectors} />
            </Fact>
            <Fact name={t`Own APIs`}>
              <Use use={definitions} />
            </Fact>
            <Fact name={t`Calls, 30 days`}>
              <span className="tabular-nums">{formatNumber(calls_30d)}</span>
            </Fact>
            <Fact name={t`Requests`}>
              <Limit isSet={requests_per_second !== null}>
                {t`${{ count: formatNumber(requests_per_second ?? 0) }} per second at most`}
              </Limit>
            </Fact>
            <Fact name={t`Size of a body`}>
              <Limit isSet={max_body_bytes !== null}>
                {t`${{ count: formatNumber(Math.floor((max_body_bytes ?? 0) / 1024)) }} KB at most`}
              </Limit>
            </Fact>
          </Facts>
        )}
      </Loaded>
    </Card>
  )
}

function Use({ use: { used, most } }: { readonly use: Output<'getOrganizationUsage'>['workspaces'] }) {
  if (most === null)
    return (
      <span className="tabular-nums">
        {formatNumber(used)},{' '}
        <span className="text-muted">
          <Trans>no limit</Trans>
        </span>
      </span>
    )
  const part = most === 0 ? 1 : Math.min(1, used / most)
  return (
    <span className="flex items-center gap-3 tabular-nums">
      <Trans>
        {formatNumber(used)} of {formatNumber(most)}
      </Trans>
      <span aria-hidden="true" className="flex h-1.5 w-28 overflow-hidden rounded-full bg-sunken">
        <span className={cx(part >= NEARLY ? 'bg-bad' : 'bg-accent')} style={{ width: `${part * 100}%` }} />
      </span>
    </span>
  )
}

function Limit({ isSet, children }: { readonly isSet: boolean; readonly children: string }) {
  if (isSet) return <span className="tabular-nums">{children}</span>
  return (
    <span className="text-muted">
      <Trans>only the server’s limits</Trans>
    </span>
  )
}
