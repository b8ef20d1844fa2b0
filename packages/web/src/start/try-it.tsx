import type { Description, OperationDescription } from '@bulkhead/sdk'
import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Navigate } from '@tanstack/react-router'
import { ArrowRight, FlaskConical, ListTree } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { getExamples } from '#entities/connector/get-examples.ts'
import type { RunTarget } from '#entities/connector/run-target.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useConnector } from '#entities/connector/use-connectors.ts'
import { useDescription } from '#entities/connector/use-description.ts'
import { useSampleServices } from '#entities/connector/use-sample-services.ts'
import { endJourney } from '#entities/session/oauth-journey.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { OperationPicker } from '#playground/operation-picker.tsx'
import { Runner } from '#playground/runner.tsx'
import type { JsonSchema } from '#schema/json-schema.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Prose } from '#ui/show/prose.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'

interface TryProps {
  readonly hasResponse: boolean
  readonly onResponse: () => void
}

interface TryConnectorProps extends TryProps {
  readonly connector_id: string
  /** Whether the connector was added just now. If so, its first operation runs automatically. */
  readonly isNew: boolean
  readonly isProven: boolean
}

/** Form for running the first operation of a connector, and others. */
export function TryConnector({ connector_id, isNew, isProven, ...rest }: TryConnectorProps) {
  useEffect(endJourney, [])
  const workspace = useWorkspace(DEFAULT_WORKSPACE)
  const { connector, error, refetch } = useConnector(connector_id)
  if (connector === undefined || workspace.data === undefined) {
    if (error === null) return <Skeleton className="h-64" />
    return <ErrorState error={error} onRetry={refetch} />
  }
  const { name, connector_name } = connector.source_template
  return (
    <TryIt
      target={{ kind: 'connector', connector_id }}
      service={name}
      slug={connector_name}
      workspace={workspace.data}
      isImmediate={isNew}
      note={
        !isProven && (
          <p role="status" className="rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
            <Trans>These credentials were not checked. The first response shows whether they work.</Trans>
          </p>
        )
      }
      {...rest}
    />
  )
}

/** Form for running operations on sample data. */
export function TrySample({ connector_type, ...rest }: TryProps & { readonly connector_type: string }) {
  const workspace = useWorkspace(DEFAULT_WORKSPACE)
  const samples = useSampleServices(workspace.data?.id)
  if (workspace.data === undefined || samples === undefined) {
    if (workspace.error === null) return <Skeleton className="h-64" />
    return <ErrorState error={workspace.error} onRetry={workspace.refetch} />
  }
  const sample = samples.find((one) => one.connector_type === connector_type)
  if (sample === undefined) return <Navigate to="/start" search={{}} replace />
  return (
    <TryIt
      target={{ kind: 'sample', workspace_id: workspace.data.id, connector_type }}
      service={sample.name}
      slug={connector_type}
      workspace={workspace.data}
      isImmediate
      first="issues.list"
      note={
        <p className="flex items-center gap-2.5 rounded-md border border-accent/30 bg-accent-soft px-3 py-2 text-sm">
          <FlaskConical aria-hidden="true" className="size-4 shrink-0 text-accent" />
          <span>
            <Trans>
              <b className="font-medium">Sample data.</b> The records are made up, and nothing is sent to{' '}
              {sample.name}.
            </Trans>
          </span>
        </p>
      }
      {...rest}
    />
  )
}

interface TryItProps extends TryProps {
  readonly target: RunTarget
  readonly service: string
  readonly slug: string | null
  readonly workspace: { readonly id: string; readonly name: string }
  readonly isImmediate: boolean
  /** Operation to start with. Default: the one with the fewest required parameters. */
  readonly first?: string
  readonly note: ReactNode
}

function TryIt({ target, service, slug, workspace, isImmediate, first, note, ...rest }: TryItProps) {
  const { hasResponse, onResponse } = rest
  const description = useDescription(target)
  const [chosen, setChosen] = useState(first)
  const [isPicking, setPicking] = useState(false)
  if (description.data === undefined) {
    if (description.error === null) return <Skeleton className="h-64" />
    return <ErrorState error={description.error} onRetry={description.refetch} />
  }
  const reads = getReads(description.data)
  const operation = reads.find((one) => getName(one) === chosen) ?? reads[0]
  if (operation === undefined)
    return (
      <p className="text-muted text-sm">
        <Trans>This service has nothing to read.</Trans>
      </p>
    )
  const initial = target.kind === 'sample' ? getExamples(operation) : {}
  const isReady = ((operation.params as JsonSchema).required ?? []).every((name) => name in initial)
  return (
    <>
      <div
        className={cx(
          'mb-4 flex flex-wrap items-center gap-3 rounded-lg border px-4 py-2.5 transition-colors',
          hasResponse ? 'border-good/30 bg-good-soft' : 'border-line bg-surface',
        )}
      >
        <p role="status" className="min-w-0 flex-1 basis-64 text-sm">
          <b className="font-medium">{hasResponse ? t`It works.` : t`Almost there.`}</b>{' '}
          {hasResponse
            ? t`The same call as code is below the response.`
            : t`Run the operation to see the response.`}
        </p>
        {target.kind === 'sample' && (
          <ButtonLink to="/start">
            <Trans>Connect a service</Trans>
          </ButtonLink>
        )}
        <ButtonLink to="/" variant={hasResponse ? 'primary' : 'secondary'}>
          <Trans>Go to the home page</Trans> <ArrowRight aria-hidden="true" />
        </ButtonLink>
      </div>
      <div className="grid items-start gap-5 @4xl/page:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Runner
          key={getName(operation)}
          target={target}
          service={service}
          slug={slug}
          workspace={workspace}
          operation={operation}
          initial={initial}
          isImmediate={isImmediate && isReady && !hasResponse}
          onResponse={onResponse}
          responseClass="overflow-hidden rounded-lg border border-line bg-surface [--gutter:1rem] @4xl/page:sticky @4xl/page:top-5 @4xl/page:h-[min(46rem,calc(100dvh-7rem))]"
          heading={
            <div className="flex flex-col gap-3">
              {note}
              <div className="flex flex-wrap items-center gap-3">
                <ServiceIcon slug={slug} name={service} />
                <h2 className="min-w-0 flex-1 font-semibold text-base">
                  <code>{getName(operation)}</code>
                </h2>
                <Button icon={<ListTree />} aria-haspopup="dialog" onClick={() => setPicking(true)}>
                  <Trans>Operations</Trans>
                </Button>
              </div>
              {operation.summary !== undefined && (
                <p className="flex items-center gap-2 text-muted text-sm">
                  <EffectBadge effect={operation.effect} />
                  <span>
                    <Prose text={operation.summary} />
                  </span>
                </p>
              )}
            </div>
          }
        />
      </div>
      {isPicking && (
        <OperationPicker
          description={onlyReads(description.data)}
          onPick={({ entity, action }) => setChosen(`${entity}.${action}`)}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  )
}

function getName({ entity, action }: OperationDescription): string {
  return `${entity}.${action}`
}

/** Returns the description with only the operations that read records. */
function onlyReads(description: Description): Description {
  const entities = description.entities
    .map((one) => ({
      ...one,
      operations: one.operations.filter(({ effect, action }) => effect === 'read' && action !== 'download'),
    }))
    .filter(({ operations }) => operations.length > 0)
  return { ...description, entities }
}

/** Returns the read operations, those with the fewest required parameters first. */
function getReads(description: Description): OperationDescription[] {
  const needs = ({ params }: OperationDescription) => (params as JsonSchema).required?.length ?? 0
  return onlyReads(description)
    .entities.flatMap(({ operations }) => operations)
    .sort((a, b) => needs(a) - needs(b) || Number(b.action === 'list') - Number(a.action === 'list'))
}
