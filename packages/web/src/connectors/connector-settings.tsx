import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { readConnectionSpec } from '#entities/connector/connection-spec.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { getDraft, readDraft, SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Form } from '#ui/form/form.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { ConnectAgainButton, ConnectAgainFault, useConnectAgain } from './connect/connect-again.tsx'
import { RecordingCard } from './recording-card.tsx'

interface ConnectorSettingsProps {
  readonly connector: ConnectorDetail
  readonly onReplace: () => void
  readonly onDelete: () => void
}

export function ConnectorSettings({ connector, onReplace, onDelete }: ConnectorSettingsProps) {
  const again = useConnectAgain(connector)
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Card
        title={t`Credentials`}
        description={t`Encrypted with the key of this workspace. Nobody can read them back, here or through the API.`}
      >
        <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <span>
            <span aria-hidden="true" className="tracking-widest">
              ••••••••••••
            </span>
            <span className="sr-only">
              <Trans>Hidden</Trans>
            </span>
          </span>
          <span className="flex flex-wrap gap-2">
            <ConnectAgainButton again={again} />
            <Button icon={<KeyRound />} onClick={onReplace}>
              <Trans>Replace</Trans>
            </Button>
          </span>
        </div>
        {again.error && (
          <div className="px-4 pb-3">
            <ConnectAgainFault again={again} connector={connector} />
          </div>
        )}
      </Card>
      <SettingsForm key={connector.id} connector={connector} />
      <RecordingCard connector={connector} />
      <Card
        tone="bad"
        title={t`Delete this connector`}
        description={t`Its credentials are deleted with it, permanently.`}
        actions={
          <Button variant="danger-quiet" icon={<Trash2 />} onClick={onDelete}>
            <Trans>Delete</Trans>
          </Button>
        }
      />
    </div>
  )
}

function SettingsForm({ connector }: { readonly connector: ConnectorDetail }) {
  const { settings, requiredSettings } = readConnectionSpec(
    connector.source_template.user_config_spec.connectionSpecification,
  )
  const toasts = useToasts()
  const stored = connector.replication_config
  const [errors, setErrors] = useState<Record<string, string>>({})
  const path = { connector_id: connector.id }
  const outdates = ['getConnector'] as const
  const undo = useChange('updateConnector', { outdates, onError: toasts.failed })
  const save = useChange('updateConnector', {
    outdates,
    onSuccess: (_connector, { body }) => {
      // Undoing sets a setting that did not exist before to null, which removes it.
      const before = Object.keys(body.replication_config ?? {}).map((name) => [name, stored[name] ?? null])
      toasts.done(t`The settings were saved.`, () =>
        undo.mutate({ path, body: { replication_config: Object.fromEntries(before) } }),
      )
    },
  })
  const { texts: draft, isChanged, enter, saveEdits } = useEdits(getDraft(settings, stored), save)
  function submit() {
    const { values, errors } = readDraft(settings, requiredSettings, draft)
    setErrors(errors)
    if (Object.keys(errors).length > 0) return
    const changed = settings
      .map(([name]) => [name, values[name] ?? null] as const)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name] ?? null))
    if (changed.length > 0) saveEdits({ path, body: { replication_config: Object.fromEntries(changed) } })
  }
  return (
    <Card title={t`Settings`} description={t`Changing the address requires entering the credentials again.`}>
      {settings.length === 0 ? (
        <p className="px-4 py-4 text-muted text-sm">
          <Trans>{connector.source_template.name} has no settings.</Trans>
        </p>
      ) : (
        <Form onSubmit={submit} error={save.error} className="flex flex-col gap-4 px-4 py-4">
          <UnsavedGuard isChanged={isChanged} />
          <SchemaFields
            properties={settings}
            required={requiredSettings}
            draft={draft}
            errors={errors}
            onChange={enter}
          />
          {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
          <div>
            <Button type="submit" variant="primary" disabled={!isChanged} busy={save.isPending}>
              <Trans>Save settings</Trans>
            </Button>
          </div>
        </Form>
      )}
    </Card>
  )
}
