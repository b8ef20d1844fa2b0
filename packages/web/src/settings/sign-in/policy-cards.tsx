import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { useChange, useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote, ErrorState } from '#ui/show/states.tsx'
import { NetworksCard } from './networks-card.tsx'
import type { PolicyProps } from './policy.ts'
import { SessionCard } from './session-card.tsx'

/**
 * Cards with the sign-in policy: passwords, the second factor, the lifetime of sessions and of sign-ins with a provider,
 * and the allowed networks.
 */
export function PolicyCards({ isOwner }: { readonly isOwner: boolean }) {
  const { data, error, refetch, isFetching } = useRead('getSignInPolicy', {})
  if (data === undefined) {
    return (
      <Card>
        {error === null ? (
          <SkeletonRows rows={2} />
        ) : (
          <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
        )}
      </Card>
    )
  }
  return (
    <>
      <LapseCard policy={data} isOwner={isOwner} />
      <PasswordCard policy={data} isOwner={isOwner} />
      <FactorCard policy={data} isOwner={isOwner} />
      <SessionCard policy={data} isOwner={isOwner} />
      <NetworksCard policy={data} isOwner={isOwner} />
    </>
  )
}

function LapseCard({ policy: { lapse_hours }, isOwner }: PolicyProps) {
  const toasts = useToasts()
  const save = useChange('updateSignInPolicy', {
    outdates: ['getSignInPolicy'],
    onSuccess: () => toasts.done(t`The time was saved.`),
  })
  const { texts, isChanged, enter, saveEdits } = useEdits({ hours: String(lapse_hours) }, save)
  function submit() {
    saveEdits({ body: { lapse_hours: Number(texts.hours) } })
  }
  return (
    <Card
      title={t`Sign-in lifetime`}
      description={t`A session that began with a provider then pauses, with its agents and tokens, until the person signs in there again.`}
    >
      {isOwner ? (
        <Form onSubmit={submit} error={save.error} className="flex flex-col gap-3 px-4 py-4">
          <UnsavedGuard isChanged={isChanged} />
          <TextField
            label={t`Hours`}
            help={t`From 1 to 168 hours (7 days).`}
            name="lapse_hours"
            type="number"
            inputMode="numeric"
            min={1}
            max={168}
            step={1}
            required
            value={texts.hours}
            onChange={(event) => enter('hours', event.target.value)}
            className="max-w-32"
          />
          {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
          <div>
            <Button type="submit" busy={save.isPending}>
              <Trans>Save hours</Trans>
            </Button>
          </div>
        </Form>
      ) : (
        <p className="px-4 py-3 text-sm">{plural(lapse_hours, { one: '# hour', other: '# hours' })}</p>
      )}
    </Card>
  )
}

function PasswordCard({ policy: { passwords }, isOwner }: PolicyProps) {
  const toasts = useToasts()
  const [isAsking, setAsking] = useState(false)
  const save = useChange('updateSignInPolicy', {
    outdates: ['getSignInPolicy'],
    onSuccess: ({ passwords }) => {
      toasts.done(
        passwords
          ? t`People can also sign in with a password.`
          : t`Nobody can sign in with a password any longer.`,
      )
      setAsking(false)
    },
  })
  return (
    <Card title={t`Passwords`}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <SwitchField
          label={t`Sign-in by password`}
          help={t`When this is off, people sign in and accept invitations only with a provider.`}
          checked={passwords}
          disabled={!isOwner || save.isPending}
          onChange={(on) => (on ? save.mutate({ body: { passwords: true } }) : setAsking(true))}
        />
        <p className="text-muted text-sm">
          <Trans>
            If no provider works, the operator of the server runs <code>bulkhead operator owners reset</code>.
            It prints a link with which an owner signs in by password.
          </Trans>
        </p>
        {!isAsking && save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
      </div>
      {isAsking && (
        <ConfirmDialog
          open
          onClose={() => {
            save.reset()
            setAsking(false)
          }}
          title={t`Turn passwords off?`}
          action={t`Turn off`}
          danger
          busy={save.isPending}
          error={save.error}
          onConfirm={() => save.mutate({ body: { passwords: false } })}
        >
          <ul>
            <li>
              <Trans>Sessions that began with a password or a passkey end at once.</Trans>
            </li>
            <li>
              <Trans>Their agents and the command line pause until passwords are on again.</Trans>
            </li>
            <li>
              <Trans>
                Nobody can sign in with a password. Stored passwords work again once you turn this on.
              </Trans>
            </li>
            <li>
              <Trans>Sign in with a provider yourself first, so that at least one person can get in.</Trans>
            </li>
          </ul>
        </ConfirmDialog>
      )}
    </Card>
  )
}

function FactorCard({ policy: { second_factor }, isOwner }: PolicyProps) {
  const toasts = useToasts()
  const [isAsking, setAsking] = useState(false)
  const save = useChange('updateSignInPolicy', {
    outdates: ['getSignInPolicy'],
    onSuccess: ({ second_factor }) => {
      toasts.done(
        second_factor ? t`A second factor is required now.` : t`A second factor is no longer required.`,
      )
      setAsking(false)
    },
  })
  return (
    <Card title={t`Second factor`}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <SwitchField
          label={t`Require a second factor`}
          help={t`People who sign in with a password also need a code from an authenticator app. A sign-in with a provider needs no code here: require one at the provider.`}
          checked={second_factor}
          disabled={!isOwner || save.isPending}
          onChange={(on) => (on ? setAsking(true) : save.mutate({ body: { second_factor: false } }))}
        />
        {!isAsking && save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
      </div>
      {isAsking && (
        <ConfirmDialog
          open
          onClose={() => {
            save.reset()
            setAsking(false)
          }}
          title={t`Require a second factor?`}
          action={t`Require it`}
          busy={save.isPending}
          error={save.error}
          onConfirm={() => save.mutate({ body: { second_factor: true } })}
        >
          <ul>
            <li>
              <Trans>People without one must set one up before anything else, even in open sessions.</Trans>
            </li>
            <li>
              <Trans>
                Their tokens end at once. Their agents and the command line wait until they have one.
              </Trans>
            </li>
            <li>
              <Trans>You need one yourself, or must be signed in with a provider.</Trans>
            </li>
          </ul>
        </ConfirmDialog>
      )}
    </Card>
  )
}
