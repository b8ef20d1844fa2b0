import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import { ApiError } from '@bulkhead/sdk/client'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import type { AgentDecision } from '#entities/session/auth.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Select } from '#ui/form/select.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

const DAYS = [1, 7, 30, 90, 365]

interface DecisionFormProps {
  readonly asking: Pick<AgentSignIn, 'client' | 'can_reach_everything' | 'workspace_name' | 'is_read_only'>
  /** Rights that the person can grant only after a recent sign-in. */
  readonly recent: 'write' | 'all' | undefined
  readonly busy: boolean
  readonly error: Error | null
  readonly onDecide: (decision: AgentDecision) => void
  /** Further fields, above the buttons. */
  readonly children?: ReactNode
}

/** Form in which a person decides where a program may act, what it may do, and for how long. */
export function DecisionForm({ asking, recent, busy, error, onDecide, children }: DecisionFormProps) {
  const { client, can_reach_everything, workspace_name, is_read_only } = asking
  const workspaces = useRead('listWorkspaces', { query: { limit: 100 } })
  const [chosen, setChosen] = useState<string>()
  const [wantsReadOnly, setReadOnly] = useState(client.kind !== 'first_party')
  const [connectors, setConnectors] = useState<readonly string[]>([])
  const [days, setDays] = useState(90)
  const active = (workspaces.data?.data ?? []).filter(({ status }) => status === 'active')
  const all = workspace_name === null ? active : active.filter(({ name }) => name === workspace_name)
  const options = [
    ...(can_reach_everything ? [{ value: '', label: t`Everything that you reach` }] : []),
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const place = chosen ?? options[0]?.value
  const isEverywhere = place === '' && can_reach_everything
  const isReadOnly = wantsReadOnly || is_read_only
  function allow() {
    if (place === undefined) return
    onDecide({
      allow: true,
      ...(isEverywhere ? { everywhere: true as const } : { workspace_id: place }),
      expires_in_days: days,
      narrowing: {
        ...(isReadOnly && { read_only: true as const }),
        ...(connectors.length > 0 && { connector_ids: [...connectors] }),
      },
    })
  }
  return (
    <Form onSubmit={allow} error={error} className="flex flex-col gap-4">
      <Field
        label={t`Workspace`}
        help={
          isEverywhere
            ? t`It does what you may do, in all of your organization.`
            : t`It reaches this workspace and no other.`
        }
      >
        {(control) => (
          <Select
            {...control}
            value={place ?? ''}
            options={options}
            onChange={(value) => {
              setChosen(value)
              setConnectors([])
            }}
          />
        )}
      </Field>
      {workspaces.data !== undefined && workspace_name !== null && all.length === 0 && (
        <p role="alert" className="text-sm text-warn">
          <Trans>It asks for the workspace {workspace_name}, which you do not reach.</Trans>
        </p>
      )}
      {place !== undefined && !isEverywhere && (
        <Connectors workspace_id={place} chosen={connectors} onChoose={setConnectors} />
      )}
      <SwitchField
        label={t`Read only`}
        help={t`Allows read operations only.`}
        checked={isReadOnly}
        onChange={setReadOnly}
      />
      <Field label={t`Valid for`}>
        {(control) => (
          <Select
            {...control}
            value={String(days)}
            options={DAYS.map((value) => ({
              value: String(value),
              label: plural(value, { one: '# day', other: '# days' }),
            }))}
            onChange={(value) => setDays(Number(value))}
          />
        )}
      </Field>
      {(recent === 'all' || (recent === 'write' && !isReadOnly)) && (
        <p className="text-muted text-sm">
          {recent === 'all' ? (
            <Trans>This takes a sign-in of the last 15 minutes.</Trans>
          ) : (
            <Trans>Letting it write takes a sign-in of the last 15 minutes.</Trans>
          )}
        </p>
      )}
      {children}
      {error && <ErrorNote error={error} />}
      {error instanceof ApiError && error.code === 'recent_sign_in_required' && <SignInAgain />}
      <div className="flex gap-3">
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          <Trans>Allow</Trans>
        </Button>
        <Button size="lg" onClick={() => onDecide({ allow: false })}>
          <Trans>Refuse</Trans>
        </Button>
      </div>
    </Form>
  )
}

function SignInAgain() {
  const auth = useAuth()
  return (
    <div>
      <Button onClick={() => auth.signOut().then(() => location.reload())}>
        <Trans>Sign in again</Trans>
      </Button>
    </div>
  )
}

interface ConnectorsProps {
  readonly workspace_id: string
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
}

function Connectors({ workspace_id, chosen, onChoose }: ConnectorsProps) {
  const { data } = useRead('listConnectors', { query: { workspace_id } })
  const all = data?.data ?? []
  if (all.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">
        <Trans>Connectors</Trans>
      </legend>
      <div className="flex max-h-44 flex-col overflow-y-auto">
        {[
          { id: '', label: t`All connectors` },
          ...all.map((one) => ({ id: one.id, label: toLabel(one, all) })),
        ].map(({ id, label }) => (
          <label key={id} className="flex min-h-8 items-center gap-2.5 px-1 text-sm">
            <input
              type="checkbox"
              className="size-4 shrink-0"
              checked={id === '' ? chosen.length === 0 : chosen.includes(id)}
              onChange={({ target: { checked } }) => {
                if (id === '') onChoose([])
                else onChoose(checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }}
            />
            <span className="truncate">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
