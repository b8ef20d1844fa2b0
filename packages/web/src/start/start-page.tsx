import type { Description, OperationDescription } from '@bulkhead/sdk'
import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { Catalog } from '#connectors/catalog-page.tsx'
import { ConnectForm } from '#connectors/connect/connect-form.tsx'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useConnector } from '#entities/connector/use-connectors.ts'
import { useDescription } from '#entities/connector/use-description.ts'
import { useService } from '#entities/connector/use-service.ts'
import { endJourney } from '#entities/session/oauth-journey.ts'
import { useSession } from '#entities/session/use-session.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { Runner } from '#playground/runner.tsx'
import type { JsonSchema } from '#schema/json-schema.ts'
import { ButtonLink } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Field } from '#ui/form/field.tsx'
import { Select } from '#ui/form/input.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { ArrowRight, Check } from '#ui/icons.tsx'
import { Page } from '#ui/page.tsx'
import { Prose } from '#ui/show/prose.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'

const STEPS = ['Pick a service', 'Enter a credential', 'Run an operation', 'Take the call with you'] as const

/** From nothing to the first answer of a service. */
export function StartPage() {
  const { definition, connector, error } = useSearch({ from: '/app/start' })
  const session = useSession()
  const [hasResponse, setHasAnswer] = useState(false)
  const isProven = useIsProven(connector, hasResponse)
  const step = connector !== undefined ? (hasResponse ? 3 : 2) : definition !== undefined ? 1 : 0
  // A credential that nothing has shown to work is entered, and not done.
  const isDone = (index: number) =>
    (index < step || (index === step && step === 3)) && (index !== ENTER || isProven.isProven)
  const firstName = session?.person.name.split(' ')[0]
  return (
    <Page
      title="First steps"
      heading={firstName === undefined ? 'First steps' : `Welcome, ${firstName}`}
      description="Four steps to the first answer. Your credential goes into a compartment, and only answers come out."
    >
      <ol className="mb-8 grid gap-2 @2xl/page:grid-cols-4">
        {STEPS.map((label, index) => (
          <li
            key={label}
            aria-current={index === step ? 'step' : undefined}
            className={cx(
              'flex items-center gap-2.5 border-t-2 pt-2.5 text-sm',
              index <= step ? 'border-accent' : 'border-line',
              index === step ? 'font-medium' : 'text-muted',
              index !== step && '@max-2xl/page:hidden',
            )}
          >
            <span
              className={cx(
                'flex size-5 shrink-0 items-center justify-center rounded-full font-semibold text-2xs',
                isDone(index)
                  ? 'bg-good-soft text-good'
                  : index === step
                    ? 'bg-accent-fill text-white'
                    : 'bg-sunken text-muted',
              )}
            >
              {isDone(index) ? <Check aria-label="done" className="size-3" /> : index + 1}
            </span>
            {label}
          </li>
        ))}
      </ol>
      {connector !== undefined ? (
        <TryIt
          key={connector}
          connector_id={connector}
          hasResponse={hasResponse}
          isProven={isProven.isProven}
          onResponse={() => setHasAnswer(true)}
        />
      ) : definition !== undefined ? (
        <Connect definition={definition} refusal={error} onProven={isProven.note} />
      ) : (
        <PickService />
      )}
    </Page>
  )
}

function PickService() {
  const [text, setText] = useState('')
  return (
    <>
      <SearchInput label="Find a service" value={text} onSearch={setText} className="mb-5 max-w-md" />
      <Catalog text={text} getLink={(definition) => ({ to: '/start', search: { definition } })} />
      <Skip />
    </>
  )
}

/** Index of the step that takes a credential. */
const ENTER = 1

/** Whether the credentials of the connector are known to work: by the check before, or by a call. */
function useIsProven(connector: string | undefined, hasResponse: boolean) {
  const [proven, setProven] = useState<string>()
  const { data } = useRead(
    'getConnector',
    { path: { connector_id: connector ?? '' }, query: { include_health: true } },
    { enabled: connector !== undefined },
  )
  const isProven =
    hasResponse || (connector !== undefined && proven === connector) || data?.health?.state === 'works'
  return { isProven, note: setProven }
}

interface ConnectProps {
  readonly definition: string
  /** Why one came back from the service with nothing. */
  readonly refusal: string | undefined
  /** Called with the id of a connector whose credentials a check has shown to work. */
  readonly onProven: (connector: string) => void
}

function Connect({ definition, refusal, onProven }: ConnectProps) {
  const navigate = useNavigate()
  const workspace = useWorkspace(DEFAULT_WORKSPACE)
  const { service, isUnknown, error, refetch } = useService(definition)
  if (error !== null) return <ErrorState error={error} onRetry={refetch} />
  if (workspace.error !== null) return <ErrorState error={workspace.error} onRetry={workspace.refetch} />
  if (isUnknown) return <PickService />
  if (service === undefined || workspace.data === undefined) return <Skeleton className="h-64 max-w-2xl" />
  return (
    <div className="max-w-2xl">
      <div className="mb-5 flex items-center gap-3">
        <ServiceIcon slug={service.slug} name={service.name} />
        <h2 className="font-semibold text-lg">{service.name}</h2>
        <Link to="/start" search={{}} className="ml-auto text-accent text-sm hover:underline">
          Choose another service
        </Link>
      </div>
      <ConnectForm
        service={service}
        workspace_id={workspace.data.id}
        path={`/start?definition=${encodeURIComponent(definition)}`}
        error={refusal}
        onConnected={({ id }, { status }) => {
          if (status === 'succeeded') onProven(id)
          navigate({ to: '/start', search: { connector: id } })
        }}
      />
      <Skip />
    </div>
  )
}

function Skip(): ReactNode {
  return (
    <p className="mt-8 text-muted text-sm">
      No time now?{' '}
      <Link to="/" className="text-accent hover:underline">
        Look around first
      </Link>
      . These steps stay at <code>/start</code>.
    </p>
  )
}

interface TryItProps {
  readonly connector_id: string
  readonly hasResponse: boolean
  readonly isProven: boolean
  readonly onResponse: () => void
}

function TryIt({ connector_id, hasResponse, isProven, onResponse }: TryItProps) {
  useEffect(endJourney, [])
  const { connector, error, refetch } = useConnector(connector_id)
  const description = useDescription(connector_id)
  const [chosen, setChosen] = useState<string>()
  const failure = error ?? description.error
  if (connector === undefined || description.data === undefined) {
    if (failure === null) return <Skeleton className="h-64 max-w-3xl" />
    return <ErrorState error={failure} onRetry={() => Promise.all([refetch(), description.refetch()])} />
  }
  const reads = getReads(description.data)
  const operation = reads.find((one) => getName(one) === chosen) ?? reads[0]
  if (operation === undefined) return <p className="text-muted text-sm">This service has nothing to read.</p>
  const { name, connector_name } = connector.source_template
  return (
    <div className="max-w-3xl">
      <div className="mb-5 flex flex-wrap items-end gap-3">
        <ServiceIcon slug={connector_name} name={name} />
        <h2 className="font-semibold text-lg">{name}</h2>
        <Field label={<span className="sr-only">Operation</span>} className="ml-auto">
          {(control) => (
            <Select
              {...control}
              value={getName(operation)}
              onChange={(event) => setChosen(event.target.value)}
            >
              {reads.map((one) => (
                <option key={getName(one)}>{getName(one)}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {!isProven && (
        <p role="status" className="mb-4 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
          These credentials were not checked. The first answer shows whether they work.
        </p>
      )}
      {operation.summary !== undefined && (
        <p className="mb-4 flex items-center gap-2 text-muted text-sm">
          <EffectBadge effect={operation.effect} />
          <span>
            <Prose text={operation.summary} />
          </span>
        </p>
      )}
      <Runner
        key={getName(operation)}
        connector_id={connector_id}
        service={name}
        slug={connector_name}
        workspace_name={DEFAULT_WORKSPACE}
        operation={operation}
        onResponse={onResponse}
      />
      {hasResponse && (
        <div className="mt-6 flex flex-wrap items-center gap-3 rounded-lg border border-good/30 bg-good-soft px-4 py-3">
          <p className="min-w-0 flex-1 basis-64 text-sm">
            <b className="font-medium">That is all there is to it.</b> Under “Use it elsewhere” is the same
            call as curl, TypeScript, CLI and MCP.
          </p>
          <ButtonLink to="/" variant="primary">
            Continue <ArrowRight aria-hidden="true" />
          </ButtonLink>
        </div>
      )}
    </div>
  )
}

function getName({ entity, action }: OperationDescription): string {
  return `${entity}.${action}`
}

/** Operations that change nothing, those that need least first. */
function getReads({ entities }: Description): OperationDescription[] {
  const needs = ({ params }: OperationDescription) => (params as JsonSchema).required?.length ?? 0
  return entities
    .flatMap(({ operations }) => operations)
    .filter(({ effect, action }) => effect === 'read' && action !== 'download')
    .sort((a, b) => needs(a) - needs(b) || Number(b.action === 'list') - Number(a.action === 'list'))
}
