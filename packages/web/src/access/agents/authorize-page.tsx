import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { AgentDecision } from '#entities/session/auth.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { Logo } from '#ui/logo.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { DecisionForm } from './decision-form.tsx'

/** Page that asks whether a program may act for the person, where, and for how long. */
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
          {data?.client.kind === 'first_party' ? (
            <Trans>Sign in the command line</Trans>
          ) : (
            <Trans>Connect an agent</Trans>
          )}
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
  const decide = useMutation({
    mutationFn: (decision: AgentDecision) => auth.decideAgentSignIn(id, decision),
    gcTime: 0,
    onSuccess: ({ redirect_to }) => location.assign(redirect_to),
  })
  return (
    <>
      <Who signIn={signIn} />
      <DecisionForm
        asking={signIn}
        recent={signIn.needs_recent_sign_in ? 'write' : undefined}
        busy={decide.isPending}
        error={decide.error}
        onDecide={(decision) => decide.mutate(decision)}
      />
    </>
  )
}

function Who({ signIn: { client, redirect_origin, is_on_device } }: { readonly signIn: AgentSignIn }) {
  const session = useSession()
  const auth = useAuth()
  return (
    <>
      <p className="mt-1.5 text-sm">
        {client.kind === 'first_party' ? (
          <Trans>
            <b>{client.name}</b> wants to act for you. You are {session?.person.email}.
          </Trans>
        ) : (
          <Trans>
            <b>{client.name}</b> wants to use connectors for you. You are {session?.person.email}.
          </Trans>
        )}{' '}
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
          <Trans>You will return to a program on this device ({redirect_origin}).</Trans>
        ) : (
          <Trans>You will return to {redirect_origin}.</Trans>
        )}{' '}
        {client.host !== null && <Trans>{client.host} vouches for it.</Trans>}
      </p>
      <p
        role={client.verified ? undefined : 'alert'}
        className={`mt-3 mb-5 text-sm ${client.verified ? 'text-muted' : 'text-warn'}`}
      >
        {client.kind === 'dynamic' ? (
          <Trans>
            Nobody vouches for this program, and it chose its name itself. Continue only if you started this
            just now.
          </Trans>
        ) : client.kind === 'first_party' ? (
          <Trans>
            Continue only if you ran “bulkhead login” on this machine just now: any program here could ask in
            its name.
          </Trans>
        ) : client.kind === 'registered' && !client.verified ? (
          <Trans>
            An admin of your organization registered this program and does not vouch for it. Continue only if
            you started this just now.
          </Trans>
        ) : client.kind === 'registered' ? (
          <Trans>An admin of your organization registered it.</Trans>
        ) : (
          <Trans>Continue only if you started this.</Trans>
        )}
      </p>
    </>
  )
}
