import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import type { AuthOption } from '#entities/connector/connection-spec.ts'
import type { Service } from '#entities/connector/use-service.ts'
import type { Entered } from '#entities/session/oauth-journey.ts'
import { SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { CheckNote } from '../check-note.tsx'
import { FailedAuthorizationNote } from './authorization-note.tsx'
import { OptionFields } from './option-fields.tsx'
import { Revealed } from './revealed.tsx'
import type { OnConnected } from './use-connect.ts'
import { type ConnectFormState, useConnectForm } from './use-connect-form.ts'

interface ConnectFormProps {
  readonly service: Service
  readonly workspace_id: string
  /** Path of the page with this form. The service sends the browser back to it. */
  readonly path: string
  /** Error code of a failed authorization. */
  readonly error: string | undefined
  readonly onConnected: OnConnected
}

/** Form that creates a connector from entered credentials and settings, or from an authorization at the service. */
export function ConnectForm({ service, workspace_id, path, error, onConnected }: ConnectFormProps) {
  const state = useConnectForm({ service, workspace_id, path, onConnected })
  const { form, before, settings, submit } = state
  const [required, further] = split(settings, ([name]) => service.spec.requiredSettings.includes(name))
  return (
    <>
      <UnsavedGuard isChanged={() => state.changed.current} />
      <Form
        ref={form}
        onSubmit={() => submit(false)}
        error={state.connect.error ?? state.authorize.error}
        changed={state.changed}
        className="flex flex-col gap-6"
        autoComplete="off"
      >
        {error !== undefined && (
          <FailedAuthorizationNote error={error} service={service.name} slug={service.slug} outcome="added">
            {before !== undefined && t`What you entered is still here.`}
          </FailedAuthorizationNote>
        )}
        <Credentials service={service} state={state} />
        {required.length > 0 && (
          <section className="flex flex-col gap-3">
            <h2 className="font-semibold text-base">
              <Trans>Settings</Trans>
            </h2>
            <Settings service={service} state={state} properties={required} />
          </section>
        )}
        <Disclosure
          label={t`Name and further settings`}
          open={hasFurther(before, service.spec.requiredSettings)}
        >
          <div className="flex flex-col gap-4">
            <TextField
              label={t`Name`}
              optional
              help={t`What the connector is called in lists.`}
              name="name"
              defaultValue={before?.name}
              maxLength={255}
              placeholder={t`Default: ${service.name} and the workspace`}
            />
            <Settings service={service} state={state} properties={further} />
            <TextField
              label={t`Base URL`}
              optional
              help={t`Where the API is, if this is a self-hosted instance of ${service.name}. The credentials are sent only there.`}
              name="base_url"
              type="url"
              defaultValue={before?.base_url}
              placeholder="https://"
            />
          </div>
        </Disclosure>
        <Submission service={service} state={state} />
      </Form>
    </>
  )
}

interface PartProps {
  readonly service: Service
  readonly state: ConnectFormState
}

function Credentials({ service, state }: PartProps) {
  const { options, option, chooseOption, app, isByHand, setByHand, errors } = state
  const getFields = (one: AuthOption) => (
    <OptionFields
      option={one}
      service={service}
      app={app}
      isByHand={isByHand}
      onByHand={setByHand}
      errors={errors}
    />
  )
  return (
    <section className="flex flex-col gap-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold text-base">
          <Trans>Credentials</Trans>
        </h2>
        {service.documentationUrl !== null && (
          <a
            href={service.documentationUrl}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-accent text-sm hover:underline"
          >
            <Trans>{service.name} documentation</Trans>{' '}
            <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
      </div>
      {options.length > 1 ? (
        <Tabs
          label={t`Ways to authenticate`}
          value={option?.name ?? ''}
          onChange={chooseOption}
          tabs={options.map((one) => ({ value: one.name, label: one.label, content: getFields(one) }))}
        />
      ) : (
        option !== undefined && getFields(option)
      )}
    </section>
  )
}

interface SettingsProps extends PartProps {
  readonly properties: Service['spec']['settings']
}

function Settings({ service, state, properties }: SettingsProps) {
  const { draft, errors, setSetting } = state
  return (
    <SchemaFields
      properties={properties}
      required={service.spec.requiredSettings}
      draft={draft}
      errors={errors}
      onChange={setSetting}
    />
  )
}

/** Submit buttons, and the result of submitting. */
function Submission({ service, state }: PartProps) {
  const { option, app, isAsked, connect, authorize, submit } = state
  const open = isAsked ? undefined : connect.data
  return (
    <>
      {connect.error && <ErrorNote error={connect.error} title={t`The connector was not added`} />}
      {authorize.error && (
        <ErrorNote error={authorize.error} title={t`You could not be sent to ${service.name}`} />
      )}
      {open && (
        <Revealed>
          <CheckNote check={open} service={service.name} />
        </Revealed>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={connect.isPending || authorize.isPending}
          disabled={option?.authorization !== undefined && app === 'loading'}
        >
          {isAsked
            ? t`Continue with ${service.name}`
            : open === undefined
              ? t`Check and add`
              : t`Check again and add`}
        </Button>
        {open && (
          <Button size="lg" disabled={connect.isPending} onClick={() => submit(true)}>
            {open.status === 'failed' ? t`Add anyway` : t`Add without a check`}
          </Button>
        )}
        <p className="text-muted text-xs">
          {isAsked
            ? t`You go to ${service.name} and come back to this page.`
            : t`Credentials are checked with ${service.name} first, then encrypted. They are never shown again.`}
        </p>
      </div>
    </>
  )
}

/** Returns whether the earlier input includes fields that are folded. */
function hasFurther(before: Entered | undefined, required: readonly string[]): boolean {
  if (before === undefined) return false
  const { name, base_url, settings } = before
  const isFilled = Object.entries(settings).some(([one, text]) => text !== '' && !required.includes(one))
  return name !== '' || base_url !== '' || isFilled
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}
