import type { EventType } from '@bulkhead/contract/webhooks'
import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { i18n } from '#texts/i18n.ts'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { EndpointSecret } from './endpoint-actions.tsx'
import type { Endpoint } from './endpoint-state.tsx'

/** Descriptions of the event types. */
const EVENT_LABELS: Readonly<Record<EventType, MessageDescriptor>> = {
  'connector.created': msg`A connector was created`,
  'connector.reconnected': msg`A connector got other credentials`,
  'connector.needs_reauthentication': msg`A connector must be authorized again`,
  'connector.recovered': msg`A connector works again`,
  'connector.deleted': msg`A connector was deleted`,
  'connect_session.completed': msg`A connect session created a connector`,
  'connect_session.awaiting_confirmation': msg`A connector waits to be confirmed`,
  'connect_session.failed': msg`A connect session failed`,
  'connect_session.expired': msg`A connect session expired`,
  'workspace_key.expiring': msg`A key of a workspace ends soon`,
  'workspace.created': msg`A workspace was created`,
  'workspace.deactivated': msg`A workspace was deactivated`,
  'workspace.deleted': msg`A workspace was deleted`,
}

const EVENT_TYPES = Object.keys(EVENT_LABELS) as EventType[]

interface EndpointDialogProps {
  /** Endpoint to change. Undefined: the dialog creates a new one. */
  readonly endpoint?: Endpoint
  readonly onClose: () => void
}

/** Dialog for a webhook endpoint's URL and events. */
export function EndpointDialog({ endpoint, onClose }: EndpointDialogProps) {
  const toasts = useToasts()
  const [types, setTypes] = useState(() => endpoint?.event_types as EventType[] | null | undefined)
  const changed = useRef(false)
  const outdates = ['listWebhookEndpoints', 'getWebhookEndpoint'] as const
  const create = useChange('createWebhookEndpoint', { outdates })
  const update = useChange('updateWebhookEndpoint', {
    outdates,
    onSuccess: () => {
      toasts.done(t`The endpoint was saved.`)
      onClose()
    },
  })
  if (create.data !== undefined)
    return (
      <EndpointSecret title={t`The endpoint was created`} secret={create.data.secret} onClose={onClose} />
    )
  const isBusy = create.isPending || update.isPending
  const error = create.error ?? update.error
  function submit(event: FormEvent<HTMLFormElement>) {
    const { url, description } = getTexts(event.currentTarget, ['url', 'description'])
    const body = { url, description: description === '' ? null : description, event_types: types ?? null }
    if (endpoint === undefined) create.mutate({ body })
    else update.mutate({ path: { endpoint_id: endpoint.id }, body })
  }
  return (
    <EditDialog
      title={endpoint === undefined ? t`Add an endpoint` : t`Change the endpoint`}
      onClose={onClose}
      action={endpoint === undefined ? t`Add endpoint` : t`Save`}
      busy={isBusy}
      disabled={types?.length === 0}
      onSubmit={submit}
      error={error}
      changed={changed}
      autoComplete="off"
      errorTitle={t`Nothing was saved`}
    >
      <TextField
        label={t`URL`}
        help={t`Events are sent there by POST, signed with a secret of the endpoint.`}
        name="url"
        type="url"
        defaultValue={endpoint?.url}
        placeholder="https://app.example.com/hooks"
        required
        maxLength={2048}
        data-autofocus=""
      />
      <TextField
        label={t`Description`}
        optional
        name="description"
        defaultValue={endpoint?.description ?? ''}
        maxLength={255}
      />
      <SwitchField
        label={t`All events`}
        help={t`Also types that later versions add.`}
        checked={types == null}
        onChange={(all) => setTypes(all ? null : EVENT_TYPES)}
      />
      {types != null && <EventTypes types={types} onChange={setTypes} />}
    </EditDialog>
  )
}

interface EventTypesProps {
  readonly types: readonly EventType[]
  readonly onChange: (types: EventType[]) => void
}

function EventTypes({ types, onChange }: EventTypesProps) {
  return (
    <fieldset className="flex flex-col gap-1 rounded-md border border-line p-3">
      <legend className="sr-only">
        <Trans>Events</Trans>
      </legend>
      {EVENT_TYPES.map((type) => (
        <label key={type} className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={types.includes(type)}
            onChange={({ target: { checked } }) =>
              onChange(EVENT_TYPES.filter((one) => (one === type ? checked : types.includes(one))))
            }
          />
          <span className="min-w-0">
            {i18n._(EVENT_LABELS[type])} <code className="break-all text-muted text-xs">{type}</code>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
