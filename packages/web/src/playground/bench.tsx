import type { Description, OperationDescription } from '@bulkhead/sdk'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FlaskConical, ListTree, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import type { PastRun } from '#entities/call/past-runs.ts'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { getExamples } from '#entities/connector/get-examples.ts'
import { type RunTarget, toTargetKey } from '#entities/connector/run-target.ts'
import { useDescription } from '#entities/connector/use-description.ts'
import { Button } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { Prose } from '#ui/show/prose.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { OperationList } from './operation-list.tsx'
import { OperationPicker } from './operation-picker.tsx'
import { Runner } from './runner.tsx'

/** Earlier run that was picked. Picking the same again fills the form again. */
export interface PickedRun extends PastRun {
  readonly pick: number
}

interface BenchProps {
  readonly target: RunTarget
  readonly service: string
  readonly slug: string | null
  readonly workspace: { readonly id: string; readonly name: string }
  /** Earlier run whose request the form starts with. */
  readonly past: PickedRun | undefined
}

/** Columns with the operations of a target, the request and its response. Narrow screens have fewer columns. */
export function Bench({ target, service, slug, workspace, past }: BenchProps) {
  const { entity, action } = useSearch({ from: '/app/w/$workspace/playground' })
  const navigate = useNavigate({ from: '/w/$workspace/playground' })
  const [isPicking, setPicking] = useState(false)
  const { data, error, refetch, isFetching } = useDescription(target)
  const list = useRef<HTMLDivElement>(null)
  useShortcuts({
    o: () => {
      if (list.current === null) return
      // Where there is no room for the list, a dialog has it.
      if (list.current.offsetParent === null) setPicking(true)
      else list.current.querySelector('input')?.focus()
    },
  })
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
    return (
      <div key="loading" className="grid gap-5 px-5 pb-5 @4xl/page:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    )
  }
  const operation = getOperation(data, entity, action)
  const isPast =
    past !== undefined &&
    toTargetKey(past.target) === toTargetKey(target) &&
    past.entity === operation?.entity &&
    past.action === operation.action
  const initial = isPast
    ? past.params
    : target.kind === 'sample' && operation !== undefined
      ? getExamples(operation)
      : {}
  return (
    <div
      key="bench"
      className="@4xl/page:grid @4xl/page:h-0 @4xl/page:min-h-full @4xl/page:grid-cols-[minmax(20rem,2fr)_minmax(0,3fr)] @5xl/page:grid-cols-[14.5rem_minmax(19rem,2fr)_minmax(0,3fr)]"
    >
      <div ref={list} className="flex min-h-0 flex-col border-line border-r p-3 pb-0 @max-5xl/page:hidden">
        <OperationList description={data} chosen={operation} />
      </div>
      {operation === undefined ? (
        <EmptyState
          icon={<Play />}
          title={t`No such operation`}
          className="@4xl/page:col-span-2"
          actions={
            <Button icon={<ListTree />} onClick={() => setPicking(true)}>
              <Trans>Choose an operation</Trans>
            </Button>
          }
        >
          <Trans>{data.display_name} has no operation with this name.</Trans>
        </EmptyState>
      ) : (
        <Runner
          key={`${operation.entity} ${operation.action} ${isPast ? past.pick : ''}`}
          target={target}
          service={service}
          slug={slug}
          workspace={workspace}
          operation={operation}
          initial={initial}
          requestClass="px-(--gutter) pt-4 pb-8 @4xl/page:overflow-y-auto"
          responseClass="min-h-0 border-line @max-4xl/page:border-t @4xl/page:border-l"
          heading={
            <div className="flex flex-col gap-3">
              {target.kind === 'sample' && <SampleNote workspace_id={workspace.id} service={service} />}
              <div>
                <div className="flex items-start justify-between gap-x-3">
                  <h2 className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold text-base">
                    <code className="break-all">
                      {operation.entity}.{operation.action}
                    </code>
                    <EffectBadge effect={operation.effect} />
                  </h2>
                  <div className="flex gap-2">
                    <Button
                      icon={<ListTree />}
                      className="@5xl/page:hidden"
                      aria-haspopup="dialog"
                      onClick={() => setPicking(true)}
                    >
                      <Trans>Operations</Trans>
                    </Button>
                    <CopyButton text={() => toLink(workspace.id, target, operation)} what={t`link`} />
                  </div>
                </div>
                {operation.summary !== undefined && (
                  <p className="mt-1 text-sm">
                    <Prose text={operation.summary} />
                  </p>
                )}
                {operation.description !== undefined && operation.description !== operation.summary && (
                  <p className="mt-1 text-muted text-sm">
                    <Prose text={operation.description} />
                  </p>
                )}
              </div>
            </div>
          }
        />
      )}
      {isPicking && (
        <OperationPicker
          description={data}
          onPick={(picked) => navigate({ search: (before) => ({ ...before, ...picked }) })}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  )
}

function SampleNote({ workspace_id, service }: { readonly workspace_id: string; readonly service: string }) {
  return (
    <div className="flex gap-2.5 rounded-md border border-accent/30 bg-accent-soft px-3 py-2 text-sm">
      <FlaskConical aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
      <p className="min-w-0">
        <Trans>
          <b className="font-medium">Sample data.</b> The records are made up, and nothing is sent to{' '}
          {service}.{' '}
          <Link
            to="/w/$workspace/connectors/new"
            params={{ workspace: workspace_id }}
            className="font-medium text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
          >
            Add a connector
          </Link>
        </Trans>
      </p>
    </div>
  )
}

/** Finds the operation with the given name. Without a name, returns the first one that reads a list. */
function getOperation(
  { entities }: Description,
  entity: string | undefined,
  action: string | undefined,
): OperationDescription | undefined {
  const all = entities.flatMap(({ operations }) => operations)
  if (entity === undefined) return all.find(({ action }) => action === 'list') ?? all[0]
  return all.find((one) => one.entity === entity && one.action === action)
}

/** Returns a link to an operation. It contains no input and no response. */
function toLink(workspace_id: string, target: RunTarget, { entity, action }: OperationDescription): string {
  const named: Record<string, string> =
    target.kind === 'connector' ? { connector: target.connector_id } : { sample: target.connector_type }
  const query = new URLSearchParams({ ...named, entity, action })
  return `${location.origin}/w/${workspace_id}/playground?${query}`
}
