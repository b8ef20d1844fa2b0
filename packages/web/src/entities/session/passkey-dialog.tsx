import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { CurrentPasswordField } from '#ui/form/current-password-field.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { getTexts } from './get-texts.ts'
import { useAuth } from './use-session.ts'

/** Dialog that registers a passkey of this device, or of another device that the browser offers. */
export function PasskeyDialog({ onClose }: { readonly onClose: () => void }) {
  const auth = useAuth()
  const toasts = useToasts()
  const register = useMutation({
    mutationFn: (given: Parameters<typeof auth.createPasskey>[0]) => auth.createPasskey(given),
    gcTime: 0,
    onSuccess: () => {
      toasts.done(t`The passkey was registered.`)
      onClose()
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    register.mutate(getTexts(event.currentTarget, ['name', 'current_password']))
  }
  return (
    <FormDialog
      title={t`Register a passkey`}
      description={t`Your browser asks for a PIN, a fingerprint or your face next.`}
      size="sm"
      onClose={onClose}
      action={<Trans>Register</Trans>}
      busy={register.isPending}
      onSubmit={submit}
      error={register.error}
    >
      <TextField
        label={t`Name`}
        help={t`To recognize it, such as the device.`}
        name="name"
        required
        maxLength={255}
        data-autofocus=""
      />
      <CurrentPasswordField />
    </FormDialog>
  )
}
