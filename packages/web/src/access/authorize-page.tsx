import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import type { AgentDecision } from '#entities/session/auth.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Select } from '#ui/form/select.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { Logo } from '#ui/logo.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote, ErrorState } from '#ui/show/states.tsx'

const DAYS = [1, 7, 30, 90, 365]

/** Asks whether a program may act for the person, where, and for how long. */
export function AuthorizePage() {
  const { id = '' }: { readonly id?: string } = useSearch({ strict: false })
  const auth = useAuth()
  const { data, error } = useQuery({
    queryKey: ['agent-sign-in', id],
    queryFn: () => auth.readAgentSignIn(id),
    retry: false,
  })
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-md">
        <Logo className="mb-6 size-10" />
        <h1 className="font-semibold text-2xl tracking-tight">
          <Trans>Connect an agent</Trans>
        </h1>
        {data !== undefined ? (
          <Decide signIn={data} id={id} />
        ) : error !== null ? (
          <ErrorState error={error} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </div>
    </main>
  )
}

function Decide({ signIn, id }: { readonly signIn: AgentSignIn; readonly id: string }) {
  const auth = useAuth()
  const workspaces = useRead('listWorkspaces', { query: { limit: 100 } })
  const [chosen, setChosen] = useState<string>()
  const [isReadOnly, setReadOnly] = useState(true)
  const [connectors, setConnectors] = useState<readonly string[]>([])
  const [days, setDays] = useState(90)
  const all = (workspaces.data?.data ?? []).filter(({ status }) => status === 'active')
  const workspace_id = chosen ?? all[0]?.id
  const decide = useMutation({
    mutationFn: (decision: AgentDecision) => auth.decideAgentSignIn(id, decision),
    gcTime: 0,
    onSuccess: ({ redirect_to }) => location.assign(redirect_to),
  })
  function allow() {
    if (workspace_id === undefined) return
    decide.mutate({
      allow: true,
      workspace_id,
      expires_in_days: days,
      narrowing: {
        ...((isReadOnly || signIn.is_read_only) && { read_only: true as const }),
        ...(connectors.length > 0 && { connector_ids: [...connectors] }),
      },
    })
  }
  return (
    <>
      <Who signIn={signIn} />
      <Form onSubmit={allow} error={decide.error} className="flex flex-col gap-4">
        <Field label={t`Workspace`} help={t`It reaches this workspace and no other.`}>
          {(control) => (
            <Select
              {...control}
              value={workspace_id ?? ''}
              options={all.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => {
                setChosen(value)
                setConnectors([])
              }}
            />
          )}
        </Field>
        {workspace_id !== undefined && (
          <Connectors workspace_id={workspace_id} chosen={connectors} onChoose={setConnectors} />
        )}
        <SwitchField
          label={t`Read only`}
          help={t`Allows read operations only.`}
          checked={isReadOnly || signIn.is_read_only}
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
        {signIn.needs_recent_sign_in && !isReadOnly && !signIn.is_read_only && (
          <p className="text-muted text-sm">
            <Trans>Letting it write takes a sign-in of the last 15 minutes.</Trans>
          </p>
        )}
        {decide.error && <ErrorNote error={decide.error} />}
        <div className="flex gap-3">
          <Button type="submit" variant="primary" size="lg" busy={decide.isPending}>
            <Trans>Allow</Trans>
          </Button>
          <Button size="lg" onClick={() => decide.mutate({ allow: false })}>
            <Trans>Refuse</Trans>
          </Button>
        </div>
      </Form>
    </>
  )
}

function Who({ signIn: { client, redirect_origin, is_on_device } }: { readonly signIn: AgentSignIn }) {
  const session = useSession()
  const auth = useAuth()
  return (
    <>
      <p className="mt-1.5 text-sm">
        <Trans>
          <b>{client.name}</b> wants to use connectors for you. You are {session?.person.email}.
        </Trans>{' '}
        <button
          type="button"
          className="underline"
          onClick={() => auth.signOut().then(() => location.reload())}
        >
          <Trans>Sign out</Trans>
        </button>
      </p>
      <p className="mt-1.5 text-muted text-sm">
        {is_on_device ? (
          <Trans>You go back to a program on this device ({redirect_origin}).</Trans>
        ) : (
          <Trans>You go back to {redirect_origin}.</Trans>
        )}{' '}
        {client.host !== null && <Trans>{client.host} vouches for it.</Trans>}
      </p>
      <p
        role={client.kind === 'dynamic' ? 'alert' : undefined}
        className={`mt-3 mb-5 text-sm ${client.kind === 'dynamic' ? 'text-warn' : 'text-muted'}`}
      >
        {client.kind === 'dynamic' ? (
          <Trans>
            Nobody vouches for this program: its name is what it says of itself. Go on only if you began this
            just now.
          </Trans>
        ) : client.kind === 'registered' ? (
          <Trans>An admin of your organization registered it.</Trans>
        ) : (
          <Trans>Go on only if you began this.</Trans>
        )}
      </p>
    </>
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
