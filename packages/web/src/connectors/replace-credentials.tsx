import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Input } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { readConnectionSpec } from '#entities/connector/connection-spec.ts'
import { noteCheck } from '#entities/connector/last-check.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { useFieldErrors } from '#schema/use-field-errors.ts'
import { Button } from '#ui/button.tsx'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { CheckNote } from './check-note.tsx'
import { CredentialFields } from './connect/credential-fields.tsx'
import { readCredentials } from './connect/read-credentials.ts'
import { Revealed } from './connect/revealed.tsx'
import { despite } from './despite.ts'

interface ReplaceCredentialsProps {
  readonly connector: ConnectorDetail
  readonly onClose: () => void
}

/** Dialog that replaces the stored credentials, which are never shown. */
export function ReplaceCredentials({ connector, onClose }: ReplaceCredentialsProps) {
  const { options } = readConnectionSpec(connector.source_template.user_config_spec.connectionSpecification)
  const [optionName, setOptionName] = useState(
    (options.find(({ name }) => name === connector.auth_option) ?? options[0])?.name ?? '',
  )
  const option = options.find(({ name }) => name === optionName)
  const form = useRef<HTMLFormElement>(null)
  const { errors, show } = useFieldErrors(form)
  const changed = useRef(false)
  const replace = useReplace(connector, () => {
    changed.current = false
    onClose()
  })
  function submit(anyway: boolean) {
    if (form.current === null || option === undefined) return
    const entered = new FormData(form.current)
    const { credentials, errors } = readCredentials(entered, option)
    const base_url = String(entered.get('base_url') ?? '').trim()
    const environment =
      base_url === (connector.base_url ?? '') ? {} : { environment: { base_url: base_url || null } }
    if (!show(errors)) replace.mutate({ body: { credentials, ...environment }, anyway })
  }
  const open = replace.data
  return (
    <EditDialog
      title={t`Replace credentials`}
      description={t`For ${connector.name}. The new ones are checked and encrypted, and replace the old ones at once.`}
      onClose={onClose}
      action={<Trans>Check and replace</Trans>}
      busy={replace.isPending}
      ref={form}
      onSubmit={() => submit(false)}
      error={replace.error}
      errorTitle={t`Nothing was replaced`}
      changed={changed}
      autoComplete="off"
      actions={
        open && (
          <Button onClick={() => submit(true)} disabled={replace.isPending}>
            {open.status === 'failed' ? t`Replace anyway` : t`Replace without a check`}
          </Button>
        )
      }
    >
      {options.length > 1 ? (
        <Tabs
          label={t`Ways to authenticate`}
          value={optionName}
          onChange={(name) => {
            show({})
            setOptionName(name)
          }}
          tabs={options.map((one) => ({
            value: one.name,
            label: one.label,
            content: <CredentialFields option={one} errors={errors} hasFocus />,
          }))}
        />
      ) : (
        option !== undefined && <CredentialFields option={option} errors={errors} hasFocus />
      )}
      <TextField
        label={t`Base URL`}
        optional
        help={t`Where the API is. The credentials are sent only there. Empty: the service's own address.`}
        name="base_url"
        type="url"
        defaultValue={connector.base_url ?? ''}
        placeholder="https://"
      />
      {open && (
        <Revealed>
          <CheckNote check={open} service={connector.source_template.name} />
        </Revealed>
      )}
    </EditDialog>
  )
}

function useReplace({ id: connector_id, name }: ConnectorDetail, onReplaced: () => void) {
  const api = useApi()
  const client = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    // The input contains credentials, so it is not kept afterwards.
    gcTime: 0,
    mutationFn: async ({ body, anyway }: { body: Input<'updateConnector'>['body']; anyway: boolean }) => {
      const input = { path: { connector_id }, body }
      const check = await api.call('checkConnector', input)
      if (check.status !== 'succeeded' && !anyway) return check
      await api.call('updateConnector', input)
      noteCheck(client, connector_id, check.status)
      for (const id of ['getConnector', 'listConnectors']) client.invalidateQueries({ queryKey: [id] })
      toasts.done(t`The credentials of ${name} were replaced${{ despite: despite(check.status) }}.`)
      onReplaced()
      return undefined
    },
  })
}
