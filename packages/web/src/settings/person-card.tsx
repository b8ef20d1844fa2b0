import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { CodeField } from '#entities/session/code-field.tsx'
import { getTexts } from '#entities/session/get-texts.ts'
import { ROLE_NAMES } from '#entities/session/role-names.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { CurrentPasswordField } from '#ui/form/current-password-field.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'

/** Card with the name, email address and role of the signed-in person. */
export function PersonCard() {
  const session = useSession()
  const [open, setOpen] = useState<'name' | 'email'>()
  if (session === undefined) return null
  const { person } = session
  const close = () => setOpen(undefined)
  return (
    <Card title={t`You`}>
      <Facts>
        <Fact name={t`Name`}>{person.name}</Fact>
        <Fact name={t`E-mail`}>
          <span className="break-all">{person.email}</span>
        </Fact>
        <Fact name={t`Role`}>
          <Badge>{i18n._(ROLE_NAMES[person.role])}</Badge>
        </Fact>
      </Facts>
      <div className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
        <Button onClick={() => setOpen('name')}>
          <Trans>Change name</Trans>
        </Button>
        <Button onClick={() => setOpen('email')}>
          <Trans>Change address</Trans>
        </Button>
      </div>
      {open === 'name' && <ChangeName name={person.name} onClose={close} />}
      {open === 'email' && <ChangeEmail onClose={close} />}
    </Card>
  )
}

function ChangeName({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const auth = useAuth()
  const toasts = useToasts()
  const change = useMutation({
    mutationFn: (to: string) => auth.changeName(to),
    onSuccess: () => {
      toasts.done(t`The name was changed.`)
      onClose()
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    change.mutate(getTexts(event.currentTarget, ['name']).name)
  }
  return (
    <FormDialog
      title={t`Change name`}
      size="sm"
      onClose={onClose}
      action={<Trans>Save</Trans>}
      busy={change.isPending}
      onSubmit={submit}
      error={change.error}
    >
      <TextField
        label={t`Name`}
        name="name"
        required
        maxLength={255}
        autoComplete="name"
        defaultValue={name}
        data-autofocus=""
      />
    </FormDialog>
  )
}

function ChangeEmail({ onClose }: { readonly onClose: () => void }) {
  const auth = useAuth()
  const factor = useQuery({ queryKey: ['second-factor'], queryFn: () => auth.getSecondFactor() })
  const hasFactor = factor.data !== undefined && factor.data.confirmed_at !== null
  const ask = useMutation({
    mutationFn: (given: Parameters<typeof auth.beginEmailChange>[0]) => auth.beginEmailChange(given),
    gcTime: 0,
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget
    ask.mutate({
      ...getTexts(form, ['email', 'current_password']),
      ...(hasFactor && getTexts(form, ['code'])),
    })
  }
  return (
    <FormDialog
      title={t`Change address`}
      description={t`We send a link to the new address. Once you have opened it, you sign in with that address.`}
      size="sm"
      onClose={onClose}
      action={<Trans>Send the link</Trans>}
      cancel={ask.data === undefined ? <Trans>Cancel</Trans> : <Trans>Done</Trans>}
      busy={ask.isPending}
      onSubmit={submit}
      error={ask.error}
    >
      <TextField
        label={t`New address`}
        name="email"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        data-autofocus=""
      />
      <CurrentPasswordField />
      {hasFactor && <CodeField help={t`Of your authenticator app, or a recovery code.`} hasFocus={false} />}
      {ask.data !== undefined && (
        <p role="status" className="rounded-md border border-line bg-surface px-3 py-2.5 text-sm">
          {ask.data === 'asked' ? (
            <Trans>If nobody has this address, a mail is on its way. Its link works for 30 minutes.</Trans>
          ) : ask.data === 'off' ? (
            <Trans>This server sends no mail, so it cannot confirm an address.</Trans>
          ) : (
            <Trans>The mail server cannot be reached. Try again later.</Trans>
          )}
        </p>
      )}
    </FormDialog>
  )
}
