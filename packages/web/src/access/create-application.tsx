import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { FormEvent } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { SecretOnce } from './secret-once.tsx'

export function CreateApplication({ onClose }: { readonly onClose: () => void }) {
  const create = useChange('createApplication', { outdates: ['listApplications'] })
  function submit(event: FormEvent<HTMLFormElement>) {
    create.mutate({ body: getTexts(event.currentTarget, ['name']) })
  }
  if (create.data !== undefined) {
    return (
      <ShownOnceDialog title={t`${create.data.name} was created`} onClose={onClose}>
        <SecretOnce client_id={create.data.client_id} client_secret={create.data.client_secret} />
      </ShownOnceDialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={t`Create application`} size="sm" locked={create.isPending}>
      <Form onSubmit={submit} error={create.error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field label={t`Name`} help={t`What uses it, such as “billing backend”.`}>
            {(control) => (
              <Input {...control} name="name" required maxLength={255} autoComplete="off" data-autofocus="" />
            )}
          </Field>
          {create.error && <ErrorNote error={create.error} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={create.isPending}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            <Trans>Create</Trans>
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
