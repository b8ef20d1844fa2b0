import { t } from '@lingui/core/macro'
import { type FormEvent, useRef, useState } from 'react'
import type { Input as InputOf } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { Field } from '#ui/form/field.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
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
    <EditDialog
      title={isNew ? t`Add an API` : t`Replace ${formerName}`}
      description={
        isNew
          ? t`OpenAPI 3.0, 3.1, Swagger 2.0 or a GraphQL schema. The server fetches nothing.`
          : t`Its connectors stay. What changes for them is shown before it is saved.`
      }
      onClose={onClose}
      action={isNew ? t`Add` : t`Save`}
      busy={isBusy}
      onSubmit={submit}
      error={error}
      errorTitle={t`Nothing was saved`}
      errorLabels={{
        document: t`Document`,
        overlay: t`Overlay`,
        slug: t`Short name`,
        source_url: t`Address`,
      }}
      changed={changed}
      autoComplete="off"
    >
      <Field
        label={t`Document`}
        optional={!isNew}
        help={isNew ? t`JSON of 32 MB, anything else of 8 MB at most.` : t`Without a file it stays as it is.`}
      >
        {(control) => <input {...control} type="file" name="document" required={isNew} className={FILE} />}
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
          help={t`The document then applies as it is written.`}
          checked={withoutOverlay}
          onChange={setWithoutOverlay}
        />
      )}
      <TextField
        label={t`Address`}
        optional
        help={t`Of a GraphQL schema: where the API is, and requests go. Of other documents: where they come from; one that names no server is of that host.`}
        type="url"
        name="address"
        data-field="source_url"
        defaultValue={definition?.source_url ?? ''}
        maxLength={2048}
      />
      <TextField
        label={t`Name`}
        optional={isNew}
        help={isNew ? t`Without one it is the title of the document.` : undefined}
        name="name"
        defaultValue={definition?.name}
        required={!isNew}
        maxLength={100}
      />
      {isNew && (
        <TextField
          label={t`Short name`}
          optional
          help={t`Lower case, digits and hyphens. Apps name the service by it, and it never changes.`}
          name="slug"
          maxLength={63}
          className="font-mono"
        />
      )}
    </EditDialog>
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
