import type { EventType } from '@bulkhead/contract/webhooks'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { FormDialog } from '#ui/form/form-dialog.tsx'
import { Input } from '#ui/form/input.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { EndpointSecret } from './endpoint-secret.tsx'
import type { Endpoint } from './endpoint-state.tsx'
import { EVENT_LABELS, EVENT_TYPES } from './event-types.ts'

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
    <FormDialog
      isChanged={() => changed.current}
      onClose={onClose}
      title={endpoint === undefined ? t`Add an endpoint` : t`Change the endpoint`}
      locked={isBusy}
    >
      <Form onSubmit={submit} error={error} changed={changed} className="contents" autoComplete="off">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field
            label={t`URL`}
            help={t`Events are sent there by POST, signed with a secret of the endpoint.`}
          >
            {(control) => (
              <Input
                {...control}
                name="url"
                type="url"
                defaultValue={endpoint?.url}
                placeholder="https://app.example.com/hooks"
                required
                maxLength={2048}
                data-autofocus=""
              />
            )}
          </Field>
          <Field label={t`Description`} optional>
            {(control) => (
              <Input
                {...control}
                name="description"
                defaultValue={endpoint?.description ?? ''}
                maxLength={255}
              />
            )}
          </Field>
          <SwitchField
            label={t`All events`}
            help={t`Types that later versions add, too.`}
            checked={types == null}
            onChange={(all) => setTypes(all ? null : EVENT_TYPES)}
          />
          {types != null && <EventTypes types={types} onChange={setTypes} />}
          {error && <ErrorNote error={error} title={t`Nothing was saved`} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={isBusy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={isBusy} disabled={types?.length === 0}>
            {endpoint === undefined ? t`Add endpoint` : t`Save`}
          </Button>
        </DialogFooter>
      </Form>
    </FormDialog>
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
