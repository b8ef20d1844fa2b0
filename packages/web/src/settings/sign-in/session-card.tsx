import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import type { PolicyProps } from './policy.ts'

/** Card with the limits of sessions: their length, and the time without use. */
export function SessionCard({ policy: { session_hours, idle_minutes }, isOwner }: PolicyProps) {
  const toasts = useToasts()
  const save = useChange('updateSignInPolicy', {
    outdates: ['getSignInPolicy'],
    onSuccess: () => toasts.done(t`The limits were saved.`),
  })
  const stored = { session_hours: String(session_hours), idle_minutes: String(idle_minutes) }
  const { texts, isChanged, enter, saveEdits } = useEdits(stored, save)
  function submit() {
    saveEdits({
      body: { session_hours: Number(texts.session_hours), idle_minutes: Number(texts.idle_minutes) },
    })
  }
  const hours = plural(session_hours, { one: '# hour', other: '# hours' })
  const minutes = plural(idle_minutes, { one: '# minute', other: '# minutes' })
  const number = {
    type: 'number',
    inputMode: 'numeric',
    step: 1,
    required: true,
    className: 'max-w-32',
  } as const
  return (
    <Card
      title={t`Sessions`}
      description={t`When people must sign in again. A shorter limit takes effect at once, even for open sessions.`}
    >
      {isOwner ? (
        <Form onSubmit={submit} error={save.error} className="flex flex-col gap-3 px-4 py-4">
          <UnsavedGuard isChanged={isChanged} />
          <Field label={t`Hours after the sign-in`} help={t`From 1 to 720 hours (30 days).`}>
            {(control) => (
              <Input
                {...{ ...control, ...number }}
                name="session_hours"
                min={1}
                max={720}
                value={texts.session_hours}
                onChange={(event) => enter('session_hours', event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t`Minutes without use`}
            help={t`From 5 to 10,080 minutes (7 days). A page that is only left open does not count as used.`}
          >
            {(control) => (
              <Input
                {...{ ...control, ...number }}
                name="idle_minutes"
                min={5}
                max={10_080}
                value={texts.idle_minutes}
                onChange={(event) => enter('idle_minutes', event.target.value)}
              />
            )}
          </Field>
          {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
          <div>
            <Button type="submit" busy={save.isPending}>
              <Trans>Save limits</Trans>
            </Button>
          </div>
        </Form>
      ) : (
        <p className="px-4 py-3 text-sm">
          <Trans>
            {hours} after the sign-in, or {minutes} without use
          </Trans>
        </p>
      )}
    </Card>
  )
}
