import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { EndpointSecret } from './endpoint-secret.tsx'
import type { Endpoint } from './endpoint-state.tsx'

interface EndpointActionProps {
  readonly endpoint: Endpoint
  readonly onClose: () => void
}

const OUTDATES = ['listWebhookEndpoints', 'getWebhookEndpoint'] as const

/** Dialog that replaces the secret. The old secret also signs for one more day. */
export function RotateSecret({ endpoint, onClose }: EndpointActionProps) {
  const rotate = useChange('rotateWebhookSecret', { outdates: OUTDATES })
  if (rotate.data !== undefined)
    return (
      <EndpointSecret title={t`New secret`} secret={rotate.data.secret} onClose={onClose}>
        <p className="text-muted text-sm">
          <Trans>
            For 24 hours requests are signed with both secrets. Give the new one to your receiver.
          </Trans>
        </p>
      </EndpointSecret>
    )
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Replace the secret?`}
      action={t`Replace secret`}
      busy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate({ path: { endpoint_id: endpoint.id }, body: {} })}
    >
      <p>
        <Trans>
          The old secret signs for 24 hours too, so nothing stops while you put the new one in place.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}

export function DeleteEndpoint({ endpoint, onClose }: EndpointActionProps) {
  const confirmed = useConfirmedChange('deleteWebhookEndpoint', {
    input: { path: { endpoint_id: endpoint.id } },
    outdates: ['listWebhookEndpoints'],
    done: t`The endpoint was deleted.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Delete this endpoint?`}
      action={t`Delete endpoint`}
      danger
      {...confirmed}
    >
      <p className="break-words">
        <Trans>Nothing more is sent to {endpoint.url}, and its deliveries are deleted.</Trans>
      </p>
    </ConfirmDialog>
  )
}

export function ToggleEndpoint({ endpoint, onClose }: EndpointActionProps) {
  const isEnabled = endpoint.status === 'enabled'
  const confirmed = useConfirmedChange('updateWebhookEndpoint', {
    input: {
      path: { endpoint_id: endpoint.id },
      body: { status: isEnabled ? 'disabled' : 'enabled' },
    },
    outdates: OUTDATES,
    done: isEnabled ? t`The endpoint is disabled.` : t`The endpoint is enabled.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={isEnabled ? t`Disable this endpoint?` : t`Enable this endpoint?`}
      action={isEnabled ? t`Disable` : t`Enable`}
      {...confirmed}
    >
      <p>
        {isEnabled ? (
          <Trans>
            What waits is given up and can be replayed. Events of the time until you enable it are not kept.
          </Trans>
        ) : (
          <Trans>Events are sent to it from now on. Events from while it was disabled are not.</Trans>
        )}
      </p>
    </ConfirmDialog>
  )
}
