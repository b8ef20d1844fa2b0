import type { DeviceSignIn } from '@bulkhead/contract/people/device-sign-in'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgentDecision } from '#entities/session/auth.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { Logo } from '#ui/logo.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { DecisionForm } from './decision-form.tsx'

/**
 * Page on which a person types the code that a command line on another device shows. The URL cannot contain the code:
 * otherwise an attacker could send a link, and the victim would only have to agree.
 */
export function DevicePage() {
  const auth = useAuth()
  const [code, setCode] = useState('')
  const find = useMutation({ mutationFn: () => auth.readDeviceSignIn(code), gcTime: 0 })
  const decide = useMutation({
    mutationFn: (decision: AgentDecision) => auth.decideDeviceSignIn(code, decision),
    gcTime: 0,
  })
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-md">
        <Logo className="mb-6 size-10" />
        <h1 className="font-semibold text-2xl tracking-tight">
          <Trans>Sign in the command line</Trans>
        </h1>
        {decide.data !== undefined ? (
          <p role="status" className="mt-1.5 text-sm">
            {decide.data.allowed ? (
              <Trans>Allowed. Go back to the command line: it continues within seconds.</Trans>
            ) : (
              <Trans>Refused. Nothing was allowed.</Trans>
            )}
          </p>
        ) : find.data !== undefined ? (
          <Decide
            signIn={find.data}
            busy={decide.isPending}
            error={decide.error}
            onDecide={(decision) => decide.mutate(decision)}
          />
        ) : (
          <Form onSubmit={() => find.mutate()} error={find.error} className="mt-3 flex flex-col gap-4">
            <TextField
              label={t`Code`}
              help={t`“bulkhead login --device” shows it. Nobody else should give you one.`}
              name="user_code"
              required
              maxLength={32}
              autoComplete="off"
              data-autofocus=""
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
            {find.error && <ErrorNote error={find.error} />}
            <div>
              <Button type="submit" variant="primary" size="lg" busy={find.isPending}>
                <Trans>Continue</Trans>
              </Button>
            </div>
          </Form>
        )}
      </div>
    </main>
  )
}

interface DecideProps {
  readonly signIn: DeviceSignIn
  readonly busy: boolean
  readonly error: Error | null
  readonly onDecide: (decision: AgentDecision) => void
}

function Decide({ signIn, busy, error, onDecide }: DecideProps) {
  const session = useSession()
  const [isOwn, setOwn] = useState(false)
  const [isMissed, setMissed] = useState(false)
  const { client, address, network, asked_at } = signIn
  return (
    <>
      <p className="mt-1.5 text-sm">
        <Trans>
          <b>{client.name}</b> wants to act for you. You are {session?.person.email}.
        </Trans>
      </p>
      <dl className="mt-3 mb-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">
          <Trans>Asked from</Trans>
        </dt>
        <dd>
          <code>{address}</code>
        </dd>
        <dt className="text-muted">
          <Trans>Network</Trans>
        </dt>
        <dd className={network === 'internet' ? 'text-warn' : undefined}>
          {network === 'same_network' ? (
            <Trans>the one that you are in</Trans>
          ) : network === 'private_network' ? (
            <Trans>another private network</Trans>
          ) : (
            <Trans>somewhere else on the internet</Trans>
          )}
        </dd>
        <dt className="text-muted">
          <Trans>Asked</Trans>
        </dt>
        <dd>
          <Time at={asked_at} />
        </dd>
      </dl>
      <DecisionForm
        asking={signIn}
        recent="all"
        busy={busy}
        error={error}
        onDecide={(decision) => {
          setMissed(decision.allow && !isOwn)
          if (!decision.allow || isOwn) onDecide(decision)
        }}
      >
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0"
            checked={isOwn}
            aria-describedby={isMissed ? 'not-own' : undefined}
            onChange={({ target: { checked } }) => setOwn(checked)}
          />
          <Trans>
            Did you start this? I ran “bulkhead login --device” myself just now, and nobody sent me the code.
          </Trans>
        </label>
        {isMissed && (
          <p id="not-own" role="alert" className="text-sm text-warn">
            <Trans>If you did not start it, refuse: the person who sent you the code would act as you.</Trans>
          </p>
        )}
      </DecisionForm>
    </>
  )
}
