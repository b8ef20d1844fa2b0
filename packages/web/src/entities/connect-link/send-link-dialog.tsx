import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { Input, Output } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { useServices } from '#entities/connector/use-services.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { useMay } from '#entities/workspace/use-may.ts'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { Combobox } from '#ui/form/combobox.tsx'
import { Field } from '#ui/form/field.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

type Body = Input<'createConnectSession'>['body']

const ANY = 'any'
const LIVES = [
  { value: '1800', label: msg`30 minutes` },
  { value: '86400', label: msg`1 day` },
  { value: '604800', label: msg`7 days` },
] as const

interface SendLinkDialogProps {
  readonly workspace: { readonly id: string; readonly name: string }
  /** Connector whose credential the link replaces. Undefined: the link adds a connector. */
  readonly connector?: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}

/** Dialog that creates a connect link for the owner of the account at the service. The link is shown once. */
export function SendLinkDialog({ workspace, connector, onClose }: SendLinkDialogProps) {
  const { all } = useServices()
  // People below the manager level may not name the link's end user.
  const isManager = useMay('manager')
  const [service, setService] = useState(ANY)
  const [life, setLife] = useState<(typeof LIVES)[number]['value']>('86400')
  const create = useChange('createConnectSession', { outdates: ['listConnectSessions'] })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { name, email } = getTexts(event.currentTarget, ['name', 'email'])
    const known = name !== '' || email !== ''
    const body: Body = {
      expires_in: Number(life),
      confirm_within: 604_800,
      ...(connector === undefined
        ? { workspace_id: workspace.id, ...(service !== ANY && { services: [service] }) }
        : { connector_id: connector.id }),
      ...(known && { end_user: { id: email || name, ...(name && { name }), ...(email && { email }) } }),
    }
    create.mutate({ body })
  }
  const name = connector?.name ?? ''
  const title = connector === undefined ? t`Send a connect link` : t`Send a link for ${name}`
  if (create.data !== undefined) return <MadeLink title={title} made={create.data} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={
        connector === undefined
          ? t`Anyone who opens it connects an account to ${workspace.name}. You see whose it is and confirm before it can be used.`
          : t`Anyone who opens it can give the connector a new credential. Until you confirm, the current one is used.`
      }
      locked={create.isPending}
    >
      <form onSubmit={submit} className="contents" autoComplete="off" noValidate>
        <DialogBody className="flex flex-col gap-4 pb-5">
          {connector === undefined && (
            <Field label={t`Service`}>
              {(control) => (
                <Combobox
                  {...control}
                  value={service}
                  onChange={setService}
                  options={[
                    { value: ANY, label: t`Any of them` },
                    ...all.map(({ actor_definition_id, name }) => ({
                      value: actor_definition_id,
                      label: name,
                    })),
                  ]}
                />
              )}
            </Field>
          )}
          {isManager && (
            <>
              <TextField
                label={t`For whom`}
                optional
                help={t`The page greets the person by this name.`}
                name="name"
                maxLength={255}
              />
              <TextField
                label={t`E-mail address`}
                optional
                help={t`Stored with the connector. Nothing is sent.`}
                name="email"
                type="email"
                maxLength={255}
              />
            </>
          )}
          <SelectField
            label={t`The link works for`}
            value={life}
            onChange={setLife}
            options={translated(LIVES)}
          />
          {create.error && <ErrorNote error={create.error} title={t`No link was made`} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={create.isPending}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            <Trans>Make link</Trans>
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

interface MadeLinkProps {
  readonly title: string
  readonly made: Output<'createConnectSession'>
  readonly onClose: () => void
}

function MadeLink({ title, made, onClose }: MadeLinkProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={t`Send this link to the person whose account it is. It works once and is not shown again.`}
      locked
    >
      <DialogBody className="flex flex-col gap-3 pb-5">
        <CodeBlock code={made.url} language="text" label={t`connect link`} wrap />
        <p className="text-muted text-sm">
          <Trans>
            Anyone who has the link can use it. The account they connect waits under Connect links for you to
            confirm.
          </Trans>
        </p>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
