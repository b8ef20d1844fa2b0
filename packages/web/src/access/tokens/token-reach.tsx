import { Bulkhead } from '@bulkhead/sdk'
import { ApiError } from '@bulkhead/sdk/client'
import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Stethoscope } from 'lucide-react'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { byTokenAlone } from './by-token-alone.ts'
import { ReachLine } from './reach-line.tsx'

/** Tests what the server allows with the token alone. */
export function TokenReach({ token }: { readonly token: string }) {
  const test = useMutation({ mutationFn: () => byTokenAlone(() => findReach(token)), gcTime: 0 })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Stethoscope />} busy={test.isPending} onClick={() => test.mutate()}>
          <Trans>Test what it reaches</Trans>
        </Button>
        <p className="text-muted text-sm">
          <Trans>Asks the server with only this token. Nothing is changed.</Trans>
        </p>
      </div>
      {test.error && <ErrorNote error={test.error} title={t`The token was refused`} />}
      {test.data && <Reached reach={test.data} />}
    </div>
  )
}

type Reach = Awaited<ReturnType<typeof findReach>>

/** Tests a scoped token in the same way as a component that received it: with the SDK, without the session. */
async function findReach(token: string) {
  const workspace = new Bulkhead({ url: location.origin, token, maxRetries: 0 }).workspace()
  const info = await workspace.info()
  const connectors = await Promise.all(
    (await workspace.connectors.list()).data.map(async ({ id, name }) => {
      const description = await attempt(() => workspace.execute(id, '', 'describe'))
      return { id, name, description }
    }),
  )
  const probes = {
    workspaces: await getStatus('/api/v1/workspaces', token),
    organization: await getStatus('/api/v1/organization', token),
    calls: await getStatus('/api/v1/tool-calls?limit=1', token),
    definitions: await getStatus('/api/v1/integrations/definitions/sources', token),
  }
  return { info, connectors, others: Object.entries(probes) as [keyof typeof PROBES, number][] }
}

/** Texts for further rights that the token may have: for allowed and for refused. */
const PROBES = {
  workspaces: [msg`can list the workspaces`, msg`cannot list the workspaces`],
  organization: [msg`can read the organization`, msg`cannot read the organization`],
  calls: [msg`can list tool calls`, msg`cannot list tool calls`],
  definitions: [msg`can list definitions`, msg`cannot list definitions`],
} as const

async function attempt<T>(work: () => PromiseLike<T>): Promise<T | ApiError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

async function getStatus(path: string, token: string): Promise<number> {
  // The server would ignore the cookie next to `Authorization`. The request omits it all the same.
  const response = await fetch(path, { credentials: 'omit', headers: { authorization: `Bearer ${token}` } })
  await response.body?.cancel()
  return response.status
}

interface Operation {
  readonly entity: string
  readonly action: string
  readonly effect: 'read' | 'write' | 'destructive'
}

function Reached({ reach: { info, connectors, others } }: { readonly reach: Reach }) {
  return (
    <div className="flex flex-col gap-4 text-sm">
      <p>
        <Trans>
          It belongs to the workspace <b className="font-medium">{info.workspace_name}</b> and lists{' '}
          {plural(connectors.length, { one: 'one connector', other: '# connectors' })}.
        </Trans>
      </p>
      {connectors.map(({ id, name, description }) => {
        if (description instanceof ApiError) {
          return (
            <ReachLine key={id} isAllowed={false}>
              {name}: {description.message}
            </ReachLine>
          )
        }
        const operations = (
          description.result as { entities: readonly { operations: readonly Operation[] }[] }
        ).entities.flatMap(({ operations }) => operations)
        return (
          <Disclosure
            key={id}
            label={t`${name}: ${plural(operations.length, { one: '# operation', other: '# operations' })}`}
            open={connectors.length === 1}
          >
            <ul className="flex flex-col gap-1.5">
              {operations.map((operation) => (
                <ReachLine key={`${operation.entity}.${operation.action}`} isAllowed>
                  <code>
                    {operation.entity}.{operation.action}
                  </code>
                  <EffectBadge effect={operation.effect} />
                </ReachLine>
              ))}
            </ul>
          </Disclosure>
        )
      })}
      <ul className="flex flex-col gap-1.5">
        {others.map(([what, status]) => (
          <ReachLine key={what} isAllowed={status === 200}>
            {i18n._(PROBES[what][status === 200 ? 0 : 1])}
            <code className="text-muted text-xs">{status}</code>
          </ReachLine>
        ))}
      </ul>
    </div>
  )
}
