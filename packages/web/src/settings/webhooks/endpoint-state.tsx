import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { Badge } from '#ui/show/badge.tsx'

export type Endpoint = Output<'getWebhookEndpoint'>
export type Delivery = Output<'listWebhookDeliveries'>['data'][number]

/** Badge that says whether events reach an endpoint. */
export function EndpointState({ endpoint }: { readonly endpoint: Endpoint }) {
  const { status, disabled_reason, failing_since } = endpoint
  if (status === 'disabled')
    return disabled_reason === 'failing' ? (
      <Badge tone="bad" dot>
        <Trans>disabled: it failed for 5 days</Trans>
      </Badge>
    ) : (
      <Badge dot>
        <Trans>disabled</Trans>
      </Badge>
    )
  if (failing_since === null) return null
  return (
    <Badge tone="warn" dot>
      <Trans>failing</Trans>
    </Badge>
  )
}

/** Badge for the result of a delivery. */
export function DeliveryState({ delivery: { state } }: { readonly delivery: Delivery }) {
  if (state === 'delivered')
    return (
      <Badge tone="good" dot>
        <Trans>delivered</Trans>
      </Badge>
    )
  if (state === 'failed')
    return (
      <Badge tone="bad" dot>
        <Trans>failed</Trans>
      </Badge>
    )
  return (
    <Badge tone="warn" dot>
      <Trans>pending</Trans>
    </Badge>
  )
}
