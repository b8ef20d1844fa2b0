import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import type { Endpoint } from './endpoint-state.tsx'

interface EndpointActionProps {
  readonly endpoint: Endpoint
  readonly onClose: () => void
}

const OUTDATES = ['listWebhookEndpoints', 'getWebhookEndpoint'] as const

interface EndpointSecretProps {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Dialog with the secret of an endpoint, which is shown only once. */
export function EndpointSecret({ secret, ...dialog }: EndpointSecretProps) {
  return (
    <ShownOnceDialog
      {...dialog}
      warning={<Trans>Copy it now. It is not shown again. Your receiver verifies requests with it.</Trans>}
      values={[{ label: t`Secret`, value: secret }]}
    />
  )
}

/** Dialog that replaces the secret. The old secret also signs for one more day. */
export function RotateSecret({ endpoint, onClose }: EndpointActionProps) {
  return (
    <ConfirmChange
      change="rotateWebhookSecret"
      input={{ path: { endpoint_id: endpoint.id }, body: {} }}
      outdates={OUTDATES}
      onClose={onClose}
      title={t`Replace the secret?`}
      action={t`Replace secret`}
      result={({ secret }) => (
        <EndpointSecret title={t`New secret`} secret={secret} onClose={onClose}>
          <p className="text-muted text-sm">
            <Trans>
              For 24 hours requests are signed with both secrets. Give the new one to your receiver.
            </Trans>
          </p>
        </EndpointSecret>
      )}
    >
      <p>
        <Trans>
          The old secret also signs for 24 hours, so nothing stops while you put the new one in place.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

export function DeleteEndpoint({ endpoint, onClose }: EndpointActionProps) {
  return (
    <ConfirmChange
      change="deleteWebhookEndpoint"
      input={{ path: { endpoint_id: endpoint.id } }}
      outdates={['listWebhookEndpoints']}
      done={t`The endpoint was deleted.`}
      onClose={onClose}
      title={t`Delete this endpoint?`}
      action={t`Delete endpoint`}
      danger
    >
      <p className="break-words">
        <Trans>Nothing more is sent to {endpoint.url}, and its deliveries are deleted.</Trans>
      </p>
    </ConfirmChange>
  )
}

export function ToggleEndpoint({ endpoint, onClose }: EndpointActionProps) {
  const isEnabled = endpoint.status === 'enabled'

  return (
    <ConfirmChange
      change="updateWebhookEndpoint"
      input={{
        path: { endpoint_id: endpoint.id },
        body: { status: isEnabled ? 'disabled' : 'enabled' },
      }}
      outdates={OUTDATES}
      done={isEnabled ? t`The endpoint is disabled.` : t`The endpoint is enabled.`}
      onClose={onClose}
      title={isEnabled ? t`Disable this endpoint?` : t`Enable this endpoint?`}
      action={isEnabled ? t`Disable` : t`Enable`}
    >
      <p>
        {isEnabled ? (
          <Trans>
            Waiting deliveries fail and can be replayed. Events are not kept until you enable it again.
          </Trans>
        ) : (
          <Trans>Events are sent to it from now on. Events from while it was disabled are not.</Trans>
        )}
      </p>
    </ConfirmChange>
  )
}
