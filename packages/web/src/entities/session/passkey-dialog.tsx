import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Button } from '#ui/button.tsx'
import { CurrentPasswordField } from '#ui/form/current-password-field.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
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
    <Dialog
      open
      onClose={onClose}
      title={t`Register a passkey`}
      description={t`Your browser asks for a PIN, a fingerprint or your face next.`}
      size="sm"
      locked={register.isPending}
    >
      <Form onSubmit={submit} error={register.error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field label={t`Name`} help={t`To know it again, such as the device.`}>
            {(control) => <Input {...control} name="name" required maxLength={255} data-autofocus="" />}
          </Field>
          <CurrentPasswordField />
          {register.error && <ErrorNote error={register.error} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={register.isPending}>
            <Trans>Register</Trans>
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
