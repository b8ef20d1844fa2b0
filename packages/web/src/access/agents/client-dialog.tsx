import type { AgentClient } from '@bulkhead/contract/people/agent-clients'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { LinesField, TextField } from '#ui/form/fields.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface ClientDialogProps {
  /** Program to change. Undefined: the dialog registers a new one. */
  readonly client?: AgentClient
  readonly onClose: () => void
}

/** Dialog for a program that the organization registers. Its secret is shown once. */
export function ClientDialog({ client, onClose }: ClientDialogProps) {
  const toasts = useToasts()
  const changed = useRef(false)
  const [verified, setVerified] = useState(client?.verified ?? true)
  const [confidential, setConfidential] = useState(false)
  const [made, setMade] = useState<{ readonly id: string; readonly client_secret?: string }>()
  const outdates = ['listAgentClients'] as const
  const create = useChange('createAgentClient', {
    outdates,
    onSuccess: (one) => {
      changed.current = false
      setMade(one)
    },
  })
  const update = useChange('updateAgentClient', {
    outdates,
    onSuccess: ({ name }) => {
      changed.current = false
      toasts.done(t`${name} was saved.`)
      onClose()
    },
  })
  const isBusy = create.isPending || update.isPending
  const error = create.error ?? update.error

  function submit(event: FormEvent<HTMLFormElement>) {
    const { name, uris } = getTexts(event.currentTarget, ['name', 'uris'])
    const redirect_uris = uris.split(/\s+/).filter((uri) => uri !== '')
    const body = { name, redirect_uris, verified }
    if (client === undefined) create.mutate({ body: { ...body, confidential } })
    else update.mutate({ path: { client_id: client.id }, body })
  }

  if (made !== undefined) return <MadeDialog made={made} onClose={onClose} />
  return (
    <EditDialog
      title={client === undefined ? t`Register a client` : t`Change ${{ name: client.name }}`}
      description={t`Only people of this organization can allow it to act.`}
      onClose={onClose}
      action={client === undefined ? t`Register` : t`Save`}
      busy={isBusy}
      onSubmit={submit}
      error={error}
      changed={changed}
      autoComplete="off"
      errorTitle={t`Nothing was saved`}
    >
      <TextField
        label={t`Name`}
        help={t`Name that people see when they decide.`}
        name="name"
        defaultValue={client?.name}
        required
        maxLength={100}
        data-autofocus=""
      />
      <LinesField
        label={t`Redirect URIs`}
        help={t`One per line, exactly as the program sends them.`}
        name="uris"
        defaultValue={client?.redirect_uris.join('\n')}
        placeholder="https://agents.example.com/callback"
        required
        maxLength={40_000}
        className="font-mono"
      />
      <SwitchField
        label={t`Verified`}
        help={t`You vouch for it. Otherwise people get the same warning as for an unknown program.`}
        checked={verified}
        onChange={setVerified}
      />
      {client === undefined && (
        <SwitchField
          label={t`With a secret`}
          help={t`For programs that run on a server and can keep one.`}
          checked={confidential}
          onChange={setConfidential}
        />
      )}
    </EditDialog>
  )
}

interface MadeDialogProps {
  readonly made: { readonly id: string; readonly client_secret?: string }
  readonly onClose: () => void
}

function MadeDialog({ made: { id, client_secret }, onClose }: MadeDialogProps) {
  return (
    <Dialog open onClose={onClose} title={t`The client is registered`} locked={client_secret !== undefined}>
      <DialogBody className="flex flex-col gap-3 pb-5">
        <CodeBlock code={id} language="text" label={t`Client ID`} wrap />
        {client_secret !== undefined && (
          <>
            <Warning>
              <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>
            </Warning>
            <CodeBlock code={client_secret} language="text" label={t`Client secret`} wrap />
          </>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
