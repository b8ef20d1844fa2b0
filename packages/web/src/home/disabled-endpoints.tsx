import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { TriangleAlert } from 'lucide-react'
import { useRead } from '#api/use-api.ts'
import { ButtonLink } from '#ui/button.tsx'

const REFRESH_MS = 30_000

/** Warns of webhook endpoints disabled after days of failures. Renders nothing if there are none. */
export function DisabledEndpoints() {
  const { data } = useRead('listWebhookEndpoints', {}, { refetchInterval: REFRESH_MS })
  const failed = data?.data.filter(({ disabled_reason }) => disabled_reason === 'failing').length ?? 0
  if (failed === 0) return null
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm"
    >
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warn" />
      <span className="min-w-0 flex-1">
        {plural(failed, {
          one: '# webhook endpoint is disabled: it failed for 5 days. It receives no events.',
          other: '# webhook endpoints are disabled: they failed for 5 days. They receive no events.',
        })}
      </span>
      <ButtonLink to="/settings/webhooks" size="sm">
        <Trans>Webhooks</Trans>
      </ButtonLink>
    </div>
  )
}
