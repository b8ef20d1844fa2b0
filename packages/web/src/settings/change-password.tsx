import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { getTexts } from '#entities/session/get-texts.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { CurrentPasswordField } from '#ui/form/current-password-field.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { SecretInput } from '#ui/form/secret-input.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

/** Form for the person's own password. Changing it signs other browsers out. */
export function ChangePassword({ onChanged }: { readonly onChanged: () => void }) {
  const toasts = useToasts()
  const auth = useAuth()
  // A new key empties the fields, so that no password is kept.
  const [round, setRound] = useState(0)
  const change = useMutation({
    mutationFn: (passwords: Parameters<typeof auth.changePassword>[0]) => auth.changePassword(passwords),
    gcTime: 0,
    onSuccess: (ended) => {
      const others = plural(ended, { one: '# other session was ended', other: '# other sessions were ended' })
      toasts.done(ended === 0 ? t`The password was changed.` : t`The password was changed; ${others}.`)
      setRound(round + 1)
      onChanged()
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    change.mutate(getTexts(event.currentTarget, ['current_password', 'new_password']))
  }
  return (
    <Card title={t`Password`} description={t`A new password signs you out in all other browsers.`}>
      <Form key={round} onSubmit={submit} error={change.error} className="flex flex-col gap-4 px-4 py-4">
        <CurrentPasswordField />
        <Field label={t`New password`} help={t`At least 12 characters. Longer is better than complicated.`}>
          {(control) => (
            <SecretInput
              {...control}
              name="new_password"
              required
              minLength={12}
              maxLength={128}
              autoComplete="new-password"
            />
          )}
        </Field>
        {change.error && <ErrorNote error={change.error} title={t`The password was not changed`} />}
        <div>
          <Button type="submit" variant="primary" busy={change.isPending}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </Form>
    </Card>
  )
}
