import type { Description } from '@bulkhead/sdk'
import { Client, type ClientSettings } from '@bulkhead/sdk/client'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { useApi } from '#api/use-api.ts'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { getExamples } from '#entities/connector/get-examples.ts'
import { useSampleServices } from '#entities/connector/use-sample-services.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { byTokenAlone, TokenRefused } from './by-token-alone.ts'
import { ReachLine } from './reach-line.tsx'

interface SampleReachProps {
  readonly token: string
  readonly workspace_id: string
}

/** Tests the token on sample data: lists the operations it may run, and runs one of them. Needs no connector. */
export function SampleReach({ token, workspace_id }: SampleReachProps) {
  const api = useApi()
  const [service] = useSampleServices(workspace_id) ?? []
  const trial = useMutation({
    gcTime: 0,
    mutationFn: async (connector_type: string) => {
      const path = { workspace_id, connector_type }
      const describe = { path, body: { entity: '', action: 'describe' } }
      const all = await api.call('executeSampleOperation', describe)
      const client = createTokenClient(token)
      const run = (given: Parameters<typeof client>[0]) => byTokenAlone(() => client(given))
      const allowed = toOperations(await run(describe))
      const names = new Set(allowed.map(toName))
      const first =
        allowed.find(({ action }) => action === 'list') ?? allowed.find(({ effect }) => effect === 'read')
      const { entity, action } = first ?? {}
      const response =
        first && entity !== undefined && action !== undefined
          ? await run({ path, body: { entity, action, params: getExamples(first) } })
          : undefined
      return {
        operations: toOperations(all).map((one) => ({ ...one, isAllowed: names.has(toName(one)) })),
        ran: first && response && { name: toName(first), count: [response.result].flat().length },
      }
    },
  })
  if (service === undefined) return null
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<FlaskConical />}
          busy={trial.isPending}
          onClick={() => trial.mutate(service.connector_type)}
        >
          <Trans>Try with sample data</Trans>
        </Button>
        <p className="text-muted text-sm">
          <Trans>Made-up records of {service.name}. Takes no connector.</Trans>
        </p>
      </div>
      {trial.error && <ErrorNote error={trial.error} title={getRefusal(trial.error)} />}
      {trial.data && (
        <div className="flex flex-col gap-3 text-sm">
          {trial.data.ran && <Ran {...trial.data.ran} />}
          <ul className="grid gap-x-6 gap-y-1.5 @2xl/page:grid-cols-2" aria-label={t`Sample operations`}>
            {trial.data.operations.map((one) => (
              <ReachLine key={toName(one)} isAllowed={one.isAllowed}>
                <code className="min-w-0 truncate">{toName(one)}</code>
                <EffectBadge effect={one.effect} />
              </ReachLine>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function Ran({ name, count }: { readonly name: string; readonly count: number }): ReactNode {
  return (
    <p>
      <Trans>
        <code>{name}</code> ran with this token: {plural(count, { one: 'one record', other: '# records' })}.
      </Trans>
    </p>
  )
}

function getRefusal(error: Error): string {
  return error instanceof TokenRefused ? t`The token was refused` : t`The server could not be asked`
}

const TIMEOUT_MS = 75_000

/** Creates a client that runs operations on sample data with the token alone, without the session. */
function createTokenClient(token: string) {
  const client = new Client<ClientSettings>({
    url: location.origin,
    organizationId: undefined,
    timeoutMs: TIMEOUT_MS,
    maxRetries: 0,
    log: undefined,
    fetch: (url, init) => fetch(url, { ...init, credentials: 'omit' }),
  })
  const provider = { token: async () => token, renew: () => false, end: async () => {} }
  return async (input: Parameters<typeof client.send<'executeSampleOperation'>>[1]) =>
    (await client.send('executeSampleOperation', input, provider)).data
}

function toOperations({ result }: { readonly result: unknown }) {
  return (result as Description).entities.flatMap(({ operations }) => operations)
}

function toName({ entity, action }: { readonly entity: string; readonly action: string }): string {
  return `${entity}.${action}`
}
