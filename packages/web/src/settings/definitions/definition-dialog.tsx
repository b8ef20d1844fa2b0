import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import type { Input as InputOf } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { FormDialog } from '#ui/form/form-dialog.tsx'
import { Input } from '#ui/form/input.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { type Changed, DefinitionResult, hasFindings } from './definition-result.tsx'
import { OUTDATES, type OwnDefinition } from './own-definition.ts'

const DOCUMENT_MAX_BYTES = 32 * 1024 * 1024
const OVERLAY_MAX_BYTES = 1024 * 1024
const FILE = 'min-w-0 max-w-full text-sm'

interface DefinitionDialogProps {
  /** Definition to replace. Undefined: a new one is added. */
  readonly definition?: OwnDefinition
  readonly onClose: () => void
}

/**
 * Dialog for uploading the files of a definition. Shows what the server found in a new one after adding it, and what an
 * update changes before saving it.
 */
export function DefinitionDialog({ definition, onClose }: DefinitionDialogProps) {
  const toasts = useToasts()
  const [withoutOverlay, setWithoutOverlay] = useState(false)
  const [unread, setUnread] = useState<Error | null>(null)
  const [shown, setShown] = useState<Changed>()
  const changed = useRef(false)
  const add = useChange('addDefinition', {
    outdates: OUTDATES,
    onSuccess(output) {
      if (hasFindings(output)) return setShown(output)
      const { name } = output
      toasts.done(t`${name} was added.`)
      onClose()
    },
  })
  const update = useChange('updateDefinition', {
    outdates: OUTDATES,
    onSuccess({ name }) {
      toasts.done(t`${name} was saved.`)
      onClose()
    },
  })
  const save = ({ path, body }: InputOf<'updateDefinition'>) =>
    update.mutate({ path, body: { ...body, dry_run: false } })
  const preview = useChange('updateDefinition', {
    onSuccess(output, input) {
      if (hasFindings(output)) setShown(output)
      else save(input)
    },
  })
  if (shown !== undefined) {
    const { variables } = preview
    const saving = variables && {
      save: () => save(variables),
      isBusy: update.isPending,
      error: update.error,
    }
    return <DefinitionResult changed={shown} saving={saving} onClose={onClose} />
  }
  const isBusy = add.isPending || preview.isPending || update.isPending
  const refusal = add.error ?? preview.error ?? update.error
  const error = unread ?? refusal

  async function submit(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget
    const { name, slug, address } = getTexts(form, ['name', 'slug', 'address'])
    try {
      setUnread(null)
      const document = await readFile(form, 'document', DOCUMENT_MAX_BYTES)
      const overlay = await readFile(form, 'overlay', OVERLAY_MAX_BYTES)
      const corrected = overlay === undefined ? {} : { overlay }
      if (definition === undefined) {
        const body = {
          document: document ?? '',
          ...corrected,
          ...(name !== '' && { name }),
          ...(slug !== '' && { slug }),
          ...(address !== '' && { source_url: address }),
        }
        add.mutate({ body })
      } else {
        const body = {
          ...(document !== undefined && { document }),
          source_url: address === '' ? null : address,
          ...(withoutOverlay ? { overlay: null } : corrected),
          name,
        }
        update.reset()
        preview.mutate({ path: { definition_id: definition.id }, body: { ...body, dry_run: true } })
      }
    } catch (thrown) {
      setUnread(thrown as Error)
    }
  }
  const isNew = definition === undefined
  const formerName = definition?.name ?? ''
  return (
    <FormDialog
      isChanged={() => changed.current}
      onClose={onClose}
      title={isNew ? t`Add an API` : t`Replace ${formerName}`}
      description={
        isNew
          ? t`OpenAPI 3.0, 3.1, Swagger 2.0 or a GraphQL schema. The server fetches nothing.`
          : t`Its connectors stay. What changes for them is shown before it is saved.`
      }
      locked={isBusy}
    >
      <Form onSubmit={submit} error={refusal} changed={changed} className="contents" autoComplete="off">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field
            label={t`Document`}
            optional={!isNew}
            help={
              isNew ? t`JSON of 32 MB, anything else of 8 MB at most.` : t`Without a file it stays as it is.`
            }
          >
            {(control) => (
              <input {...control} type="file" name="document" required={isNew} className={FILE} />
            )}
          </Field>
          {!withoutOverlay && (
            <Field
              label={t`Overlay`}
              optional
              help={t`An OpenAPI Overlay 1.0 that corrects the document: names, ways to authenticate, pages.`}
            >
              {(control) => <input {...control} type="file" name="overlay" className={FILE} />}
            </Field>
          )}
          {definition?.has_overlay === true && (
            <SwitchField
              label={t`Remove the overlay`}
              help={t`The document then counts as it is written.`}
              checked={withoutOverlay}
              onChange={setWithoutOverlay}
            />
          )}
          <Field
            label={t`Address`}
            optional
            help={t`Of a GraphQL schema: where the API is, and requests go. Of other documents: where they come from; one that names no server is of that host.`}
          >
            {(control) => (
              <Input
                {...control}
                type="url"
                name="address"
                data-field="source_url"
                defaultValue={definition?.source_url ?? ''}
                maxLength={2048}
              />
            )}
          </Field>
          <Field
            label={t`Name`}
            optional={isNew}
            help={isNew ? t`Without one it is the title of the document.` : undefined}
          >
            {(control) => (
              <Input
                {...control}
                name="name"
                defaultValue={definition?.name}
                required={!isNew}
                maxLength={100}
              />
            )}
          </Field>
          {isNew && (
            <Field
              label={t`Short name`}
              optional
              help={t`Lower case, digits and hyphens. Apps name the service by it, and it never changes.`}
            >
              {(control) => <Input {...control} name="slug" maxLength={63} className="font-mono" />}
            </Field>
          )}
          {error && (
            <ErrorNote
              error={error}
              title={t`Nothing was saved`}
              labels={{
                document: t`Document`,
                overlay: t`Overlay`,
                slug: t`Short name`,
                source_url: t`Address`,
              }}
            />
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={isBusy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {isNew ? t`Add` : t`Save`}
          </Button>
        </DialogFooter>
      </Form>
    </FormDialog>
  )
}

/** Reads the file chosen in a control. Undefined if none is chosen. */
async function readFile(
  form: HTMLFormElement,
  control: string,
  maxBytes: number,
): Promise<string | undefined> {
  const file = new FormData(form).get(control)
  if (!(file instanceof File) || file.name === '') return undefined
  if (file.size > maxBytes) {
    const most = maxBytes / 1024 ** 2
    throw new RangeError(t`${file.name} has more than ${most} MB.`)
  }
  return file.text()
}
