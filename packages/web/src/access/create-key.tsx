import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useChange, useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { Select } from '#ui/form/select.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Warning } from '#ui/show/warning.tsx'

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
    return (
      <ShownOnceDialog title={t`The key ${create.data.name} was made`} onClose={onClose}>
        <Warning>
          <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>
        </Warning>
        <CodeBlock code={create.data.key} language="text" label={t`Key`} wrap />
        <CodeBlock
          code={`Authorization: Bearer ${create.data.key}`}
          language="text"
          label={t`Header, for ${location.origin}/mcp and the API`}
          wrap
        />
      </ShownOnceDialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={t`Create key`} size="sm" locked={create.isPending}>
      <Form onSubmit={submit} error={create.error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field label={t`Name`} help={t`What uses it, such as “nightly report”.`}>
            {(control) => (
              <Input {...control} name="name" required maxLength={100} autoComplete="off" data-autofocus="" />
            )}
          </Field>
          <Field label={t`Valid for`}>
            {(control) => (
              <Select
                {...control}
                value={String(days)}
                options={LIFETIMES_DAYS.map((value) => ({
                  value: String(value),
                  label: plural(value, { one: '# day', other: '# days' }),
                }))}
                onChange={(value) => setDays(Number(value))}
              />
            )}
          </Field>
          <Field label={t`Connectors`}>
            {(control) => (
              <Select
                {...control}
                value={connector}
                options={[
                  { value: ALL, label: t`All connectors` },
                  ...connectors.map((one) => ({ value: one.id, label: toLabel(one, connectors) })),
                ]}
                onChange={setConnector}
              />
            )}
          </Field>
          <SwitchField
            label={t`Read only`}
            help={t`Allows read operations only.`}
            checked={isReadOnly}
            onChange={setReadOnly}
          />
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
