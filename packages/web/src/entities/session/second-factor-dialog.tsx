import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { CurrentPasswordField } from '#ui/form/current-password-field.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { QrCode } from '#ui/show/qr-code.tsx'
import { CodeField } from './code-field.tsx'
import { getTexts } from './get-texts.ts'
import { useAuth } from './use-session.ts'

/** Change of a second factor: set an app up, replace the recovery codes, turn it off. */
export type SecondFactorChange = 'set' | 'renew' | 'remove'

interface SecondFactorDialogProps {
  readonly change: SecondFactorChange
  readonly onClose: () => void
}

/**
 * Dialog that asks for the password, then for the first code of an authenticator app, and shows the recovery codes
 * once.
 */
export function SecondFactorDialog({ change, onClose }: SecondFactorDialogProps) {
  const auth = useAuth()
  const toasts = useToasts()
  const confirm = useMutation({
    mutationFn: async (current_password: string) => {
      if (change === 'set') return { app: await auth.beginSecondFactor(current_password) }
      if (change === 'renew') return { codes: await auth.renewRecoveryCodes(current_password) }
      await auth.removeSecondFactor(current_password)
      return undefined
    },
    gcTime: 0,
    onSuccess: (shown) => {
      if (shown !== undefined) return
      toasts.done(t`The second factor was turned off.`)
      onClose()
    },
  })
  const { app, codes } = confirm.data ?? {}
  if (codes !== undefined) return <RecoveryCodes codes={codes} onClose={onClose} />
  if (app !== undefined) return <FirstCode app={app} onClose={onClose} />
  function submit(event: FormEvent<HTMLFormElement>) {
    confirm.mutate(getTexts(event.currentTarget, ['current_password']).current_password)
  }
  return (
    <FormDialog
      title={getTitle(change)}
      size="sm"
      onClose={onClose}
      action={change === 'remove' ? <Trans>Turn off</Trans> : <Trans>Go on</Trans>}
      danger={change === 'remove'}
      busy={confirm.isPending}
      onSubmit={submit}
      error={confirm.error}
    >
      <CurrentPasswordField hasFocus />
    </FormDialog>
  )
}

interface FirstCodeProps {
  readonly app: { readonly secret: string; readonly uri: string }
  readonly onClose: () => void
}

function FirstCode({ app, onClose }: FirstCodeProps) {
  const auth = useAuth()
  const confirm = useMutation({ mutationFn: (code: string) => auth.confirmSecondFactor(code), gcTime: 0 })
  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data} onClose={onClose} />
  function submit(event: FormEvent<HTMLFormElement>) {
    confirm.mutate(getTexts(event.currentTarget, ['code']).code)
  }
  return (
    <FormDialog
      title={getTitle('set')}
      size="sm"
      onClose={onClose}
      action={<Trans>Turn on</Trans>}
      busy={confirm.isPending}
      onSubmit={submit}
      error={confirm.error}
    >
      <p className="text-sm">
        <Trans>Scan this with an authenticator app, or type the key into it.</Trans>
      </p>
      <QrCode text={app.uri} label={t`QR code of the key`} />
      <CodeBlock code={app.secret} language="text" label={t`Key`} wrap />
      <CodeField help={t`The 6 digits that the app shows now.`} />
    </FormDialog>
  )
}

function RecoveryCodes({
  codes,
  onClose,
}: {
  readonly codes: readonly string[]
  readonly onClose: () => void
}) {
  return (
    <ShownOnceDialog
      title={t`Recovery codes`}
      warning={
        <Trans>
          Keep them apart from your password. Each lets you in once if you lose the app. They are not shown
          again.
        </Trans>
      }
      values={[{ label: t`Recovery codes`, value: codes.join('\n') }]}
      onClose={onClose}
    />
  )
}

function getTitle(change: SecondFactorChange): string {
  if (change === 'set') return t`Set up an authenticator app`
  return change === 'renew' ? t`Replace the recovery codes` : t`Turn the second factor off`
}
