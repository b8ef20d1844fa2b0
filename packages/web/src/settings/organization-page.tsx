import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Input, Output } from '#api/api.ts'
import { useChange, useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import type { FieldLabels } from '#ui/error-words.ts'
import { LinesField, TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { SettingsPage } from './settings-page.tsx'
import { UsageCard } from './usage-card.tsx'

type Organization = Output<'getOrganization'>
type Changes = Input<'updateOrganization'>['body']

export function OrganizationPage() {
  const read = useRead('getOrganization', {})
  return (
    <SettingsPage title={t`Organization`}>
      <Loaded read={read} skeleton={<Skeleton className="h-40" />}>
        {(data) => (
          <>
            <NameForm organization={data} />
            <WorkspaceCreation organization={data} />
            <OriginsForm organization={data} />
            <RetentionForm organization={data} />
            <UsageCard />
          </>
        )}
      </Loaded>
    </SettingsPage>
  )
}

/** Returns a mutation that saves changes, confirms them with a toast, and offers to undo them. */
function useSave(organization: Organization) {
  const toasts = useToasts()
  const outdates = ['getOrganization'] as const
  const undo = useChange('updateOrganization', { outdates, onError: toasts.failed })
  return useChange('updateOrganization', {
    outdates,
    onSuccess: (_organization, { body }) => {
      const before = Object.fromEntries(
        Object.keys(body).map((name) => [name, organization[name as keyof Changes]]),
      )
      toasts.done(t`Saved.`, () => undo.mutate({ body: before }))
    },
  })
}

interface FormProps {
  readonly organization: Organization
}

function NameForm({ organization }: FormProps) {
  const save = useSave(organization)
  const { texts, isChanged, enter, saveEdits } = useEdits({ name: organization.name }, save)
  return (
    <SettingsForm
      title={t`Organization`}
      description={<CopyableId id={organization.id} what={t`organization id`} />}
      isChanged={isChanged}
      save={save}
      changes={() => texts}
      onSave={saveEdits}
    >
      <TextField
        label={t`Name of the organization`}
        name="name"
        value={texts.name}
        onChange={(event) => enter('name', event.target.value)}
        required
        maxLength={255}
      />
    </SettingsForm>
  )
}

function WorkspaceCreation({ organization }: FormProps) {
  const save = useSave(organization)
  return (
    <Card title={t`New workspaces`}>
      <div className="px-4 py-3">
        <SwitchField
          label={t`Create workspaces on first use`}
          help={t`The first token for a new name creates its workspace. When this is off, an unknown name is an error.`}
          checked={
            save.isPending ? (save.variables.body.create_workspaces ?? false) : organization.create_workspaces
          }
          disabled={save.isPending}
          onChange={(create_workspaces) => save.mutate({ body: { create_workspaces } })}
        />
      </div>
      {save.error && (
        <div className="px-4 pb-4">
          <ErrorNote error={save.error} title={t`Nothing was saved`} />
        </div>
      )}
    </Card>
  )
}

function OriginsForm({ organization }: FormProps) {
  const stored = organization.redirect_origins.join('\n')
  const save = useSave(organization)
  const { texts, enter, saveEdits } = useEdits({ origins: stored }, save)
  const origins = texts.origins
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return (
    <SettingsForm
      title={t`Redirect origins`}
      description={t`Where a browser may be sent back to after someone has connected a service by OAuth.`}
      isChanged={origins.join('\n') !== stored}
      save={save}
      changes={() => ({ redirect_origins: origins })}
      onSave={saveEdits}
    >
      <LinesField
        label={t`Origins`}
        help={t`One per line, such as https://app.example.com.`}
        name="redirect_origins"
        value={texts.origins}
        onChange={(event) => enter('origins', event.target.value)}
        className="field-sizing-content max-h-80 font-mono"
      />
    </SettingsForm>
  )
}

function RetentionForm({ organization }: FormProps) {
  const save = useSave(organization)
  const stored = {
    audit: String(organization.audit_retention_days),
    calls: String(organization.tool_call_retention_days),
  }
  const { texts, isChanged, enter, saveEdits } = useEdits(stored, save)
  const numberProps = { type: 'number', min: 1, max: 3650, required: true } as const
  return (
    <SettingsForm
      title={t`Retention`}
      description={t`Older records are deleted in the background, permanently.`}
      isChanged={isChanged}
      save={save}
      changes={() => ({
        audit_retention_days: Number(texts.audit),
        tool_call_retention_days: Number(texts.calls),
      })}
      onSave={saveEdits}
    >
      <div className="grid gap-4 @xl/page:grid-cols-2">
        <TextField
          label={t`Audit, in days`}
          {...numberProps}
          name="audit_retention_days"
          value={texts.audit}
          onChange={(event) => enter('audit', event.target.value)}
        />
        <TextField
          label={t`Calls, in days`}
          {...numberProps}
          name="tool_call_retention_days"
          value={texts.calls}
          onChange={(event) => enter('calls', event.target.value)}
        />
      </div>
    </SettingsForm>
  )
}

function getLabels(): FieldLabels {
  return {
    name: t`Name of the organization`,
    redirect_origins: t`Origins`,
    audit_retention_days: t`Audit, in days`,
    tool_call_retention_days: t`Calls, in days`,
  }
}

interface SettingsFormProps {
  readonly title: string
  readonly description: React.ReactNode
  readonly isChanged: boolean
  readonly save: ReturnType<typeof useSave>
  readonly changes: () => Changes
  readonly onSave: (input: { readonly body: Changes }) => void
  readonly children: React.ReactNode
}

function SettingsForm({ title, description, isChanged, save, changes, onSave, children }: SettingsFormProps) {
  return (
    <Card title={title} description={description}>
      <UnsavedGuard isChanged={isChanged} />
      <Form
        onSubmit={() => onSave({ body: changes() })}
        error={save.error}
        className="flex flex-col gap-4 px-4 py-4"
      >
        {children}
        {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} labels={getLabels()} />}
        <div>
          <Button type="submit" variant="primary" disabled={!isChanged} busy={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </Form>
    </Card>
  )
}
