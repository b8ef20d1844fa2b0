import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useChange, useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { TextField } from '#ui/form/fields.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'

const LIFETIMES_DAYS = [7, 30, 90, 180, 365]
const ALL = 'all'

interface CreateKeyProps {
  readonly workspace_id: string
  readonly onClose: () => void
}

/** Dialog that creates a key of a workspace and shows it once. */
export function CreateKey({ workspace_id, onClose }: CreateKeyProps) {
  const connectors = useRead('listConnectors', { query: { workspace_id } }).data?.data ?? []
  const [days, setDays] = useState(90)
  const [connector, setConnector] = useState(ALL)
  const [isReadOnly, setReadOnly] = useState(true)
  const create = useChange('createWorkspaceKey', { outdates: ['listWorkspaceKeys'] })
  function submit(event: FormEvent<HTMLFormElement>) {
    create.mutate({
      path: { workspace_id },
      body: {
        ...getTexts(event.currentTarget, ['name']),
        expires_in_days: days,
        ...(connector !== ALL && { connector_ids: [connector] }),
        ...(isReadOnly && { read_only: true }),
      },
    })
  }
  if (create.data !== undefined) {
    const { key } = create.data
    return (
      <ShownOnceDialog
        title={t`The key ${create.data.name} was made`}
        values={[
          { label: t`Key`, value: key },
          { label: t`Header, for ${location.origin}/mcp and the API`, value: `Authorization: Bearer ${key}` },
        ]}
        onClose={onClose}
      />
    )
  }
  return (
    <FormDialog
      title={t`Create key`}
      size="sm"
      onClose={onClose}
      action={<Trans>Create</Trans>}
      busy={create.isPending}
      onSubmit={submit}
      error={create.error}
    >
      <TextField
        label={t`Name`}
        help={t`What uses it, such as “nightly report”.`}
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        data-autofocus=""
      />
      <SelectField
        label={t`Valid for`}
        value={String(days)}
        options={LIFETIMES_DAYS.map((value) => ({
          value: String(value),
          label: plural(value, { one: '# day', other: '# days' }),
        }))}
        onChange={(value) => setDays(Number(value))}
      />
      <SelectField
        label={t`Connectors`}
        value={connector}
        options={[
          { value: ALL, label: t`All connectors` },
          ...connectors.map((one) => ({ value: one.id, label: toLabel(one, connectors) })),
        ]}
        onChange={setConnector}
      />
      <SwitchField
        label={t`Read only`}
        help={t`Allows read operations only.`}
        checked={isReadOnly}
        onChange={setReadOnly}
      />
    </FormDialog>
  )
}
