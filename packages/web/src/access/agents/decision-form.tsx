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
import { Form } from '#ui/form/form.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { WorkspaceField } from '../workspace-field.tsx'
import { getUsualWorkspace } from './get-usual-workspace.ts'

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
  const isNamed = workspace_name !== null
  const named = useRead(
    'getWorkspaceByName',
    { path: { name: workspace_name ?? '' }, query: {} },
    { enabled: isNamed },
  )
  const active = useRead(
    'listWorkspaces',
    { query: { limit: 100, status: 'active', include_usage: true } },
    { enabled: !isNamed },
  )
  const [chosen, setChosen] = useState<string>()
  const [isEverywhere, setEverywhere] = useState(can_reach_everything)
  const [wantsReadOnly, setReadOnly] = useState(client.kind !== 'first_party')
  const [connectors, setConnectors] = useState<readonly string[]>([])
  const [days, setDays] = useState(90)
  const isInactive = named.data?.status === 'inactive'
  const ofName = isInactive ? undefined : named.data?.id
  const workspace_id = isNamed ? ofName : (chosen ?? (active.data && getUsualWorkspace(active.data)))
  const canChoose = !isNamed && (active.data?.data.length ?? 0) > 0
  const { isPending, error: unread } = isNamed ? named : active
  const place = isEverywhere
    ? { everywhere: true as const }
    : workspace_id === undefined
      ? undefined
      : { workspace_id }
  const isReadOnly = wantsReadOnly || is_read_only
  function allow() {
    if (place === undefined) return
    onDecide({
      allow: true,
      ...place,
      expires_in_days: days,
      narrowing: {
        ...(isReadOnly && { read_only: true as const }),
        ...(connectors.length > 0 && { connector_ids: [...connectors] }),
      },
    })
  }
  return (
    <Form onSubmit={allow} error={error} className="flex flex-col gap-4">
      {can_reach_everything && (
        <SwitchField
          label={t`Everything that you reach`}
          help={t`It can do everything that you can do in your organization.`}
          checked={isEverywhere}
          onChange={(wanted) => {
            setEverywhere(wanted)
            setConnectors([])
          }}
        />
      )}
      {!isEverywhere && (workspace_id !== undefined || canChoose) && (
        <div>
          {named.data !== undefined ? (
            <div className="flex flex-col gap-1.5 text-sm">
              <span className="font-medium">
                <Trans>Workspace</Trans>
              </span>
              <span className="break-words">{named.data.name}</span>
            </div>
          ) : (
            <WorkspaceField
              workspace_id={workspace_id}
              activeOnly
              onChoose={(id) => {
                setChosen(id)
                setConnectors([])
              }}
            />
          )}
          <p className="mt-1.5 text-muted text-xs">
            <Trans>It reaches only this workspace.</Trans>
          </p>
        </div>
      )}
      {!isEverywhere && workspace_id === undefined && !canChoose && (
        <NoWorkspace
          workspace_name={workspace_name}
          isInactive={isInactive}
          isPending={isPending}
          error={unread}
        />
      )}
      {!isEverywhere && workspace_id !== undefined && (
        <Connectors workspace_id={workspace_id} chosen={connectors} onChoose={setConnectors} />
      )}
      <SwitchField
        label={t`Read only`}
        help={t`Allows read operations only.`}
        checked={isReadOnly}
        onChange={setReadOnly}
      />
      <SelectField
        label={t`Valid for`}
        value={String(days)}
        options={DAYS.map((value) => ({
          value: String(value),
          label: plural(value, { one: '# day', other: '# days' }),
        }))}
        onChange={(value) => setDays(Number(value))}
      />
      {(recent === 'all' || (recent === 'write' && !isReadOnly)) && (
        <p className="text-muted text-sm">
          {recent === 'all' ? (
            <Trans>You must have signed in within the last 15 minutes.</Trans>
          ) : (
            <Trans>To let it write, you must have signed in within the last 15 minutes.</Trans>
          )}
        </p>
      )}
      {children}
      {error && <ErrorNote error={error} />}
      {error instanceof ApiError && error.code === 'recent_sign_in_required' && <SignInAgain />}
      <div className="flex gap-3">
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={place === undefined}>
          <Trans>Allow</Trans>
        </Button>
        <Button size="lg" onClick={() => onDecide({ allow: false })}>
          <Trans>Refuse</Trans>
        </Button>
      </div>
    </Form>
  )
}

interface NoWorkspaceProps {
  /** Name of the workspace that the program asks for. */
  readonly workspace_name: string | null
  /** Whether it exists, but is inactive. */
  readonly isInactive: boolean
  readonly isPending: boolean
  readonly error: Error | null
}

/** Why there is no workspace to allow. */
function NoWorkspace({ workspace_name, isInactive, isPending, error }: NoWorkspaceProps) {
  if (isPending) return <Skeleton className="h-8" />
  const isUnknown = error instanceof ApiError && error.code === 'workspace_not_found'
  if (error !== null && !isUnknown) return <ErrorNote error={error} />
  return (
    <p role="alert" className="text-sm text-warn">
      {workspace_name === null ? (
        <Trans>You cannot access any active workspace.</Trans>
      ) : isInactive ? (
        <Trans>It asks for the workspace {workspace_name}, which is inactive.</Trans>
      ) : (
        <Trans>It asks for the workspace {workspace_name}, which you do not reach.</Trans>
      )}
    </p>
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
