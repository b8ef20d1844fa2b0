import type { Description, OperationDescription } from '@bulkhead/sdk'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { toLabel } from '#entities/connector/to-label.ts'
import { type ConnectorItem, useConnectors } from '#entities/connector/use-connectors.ts'
import { useDescription } from '#entities/connector/use-description.ts'
import { ChangeStatus } from '#entities/workspace/change-status.tsx'
import type { WorkspaceItem } from '#entities/workspace/use-workspace.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { Button, ButtonLink } from '#ui/button.tsx'
import { CopyTextButton } from '#ui/copy-button.tsx'
import { Select } from '#ui/form/input.tsx'
import { Ban, CircleCheck, ListTree, Play, Plug, Plus } from '#ui/icons.tsx'
import { Dialog } from '#ui/layer/dialog.tsx'
import { Page } from '#ui/page.tsx'
import { Prose } from '#ui/show/prose.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { OperationList } from './operation-list.tsx'
import { Runner } from './runner.tsx'

/** Operations of the workspace's connectors, tried by hand. */
export function PlaygroundPage() {
  const workspace = useScope()
  const { connector: connector_id } = useSearch({ from: '/app/w/$workspace/playground' })
  const navigate = useNavigate({ from: '/w/$workspace/playground' })
  const { connectors, error, refetch, isFetching } = useConnectors(workspace.id)
  const isNamed = connector_id !== undefined
  const connector = isNamed ? connectors?.find(({ id }) => id === connector_id) : connectors?.[0]
  return (
    <Page
      title="Playground"
      width="full"
      {...(connectors !== undefined &&
        connectors.length > 0 && {
          toolbar: (
            <Select
              aria-label="Connector"
              value={connector?.id ?? ''}
              onChange={(event) => navigate({ search: { connector: event.target.value } })}
              width="w-auto max-w-72"
            >
              {connector === undefined && <option value="">Choose a connector</option>}
              {connectors.map((one) => (
                <option key={one.id} value={one.id}>
                  {toLabel(one, connectors)}
                </option>
              ))}
            </Select>
          ),
        })}
    >
      {connectors === undefined ? (
        error === null ? (
          <Skeleton className="h-72" />
        ) : (
          <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
        )
      ) : workspace.status !== 'active' ? (
        <InactiveWorkspace workspace={workspace} />
      ) : isNamed && connector === undefined ? (
        <EmptyState icon={<Plug />} title="This connector is not here">
          The workspace {workspace.name} has no connector with the id of this address. It may have been
          deleted.
          {connectors.length > 0 && ' Choose another one.'}
        </EmptyState>
      ) : connector === undefined ? (
        <EmptyState
          icon={<Plug />}
          title="There is nothing to try yet"
          actions={
            <ButtonLink
              to="/w/$workspace/connectors/new"
              params={{ workspace: workspace.id }}
              variant="primary"
              icon={<Plus />}
            >
              Add connector
            </ButtonLink>
          }
        >
          Operations belong to connectors, and this workspace has none.
        </EmptyState>
      ) : (
        <Bench key={connector.id} connector={connector} workspace_name={workspace.name} />
      )}
    </Page>
  )
}

function InactiveWorkspace({ workspace }: { readonly workspace: WorkspaceItem }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <EmptyState
        icon={<Ban />}
        title="This workspace is inactive"
        actions={
          <Button variant="primary" icon={<CircleCheck />} onClick={() => setOpen(true)}>
            Activate
          </Button>
        }
      >
        Nothing can be executed in it until it is active again.
      </EmptyState>
      <ChangeStatus open={isOpen} workspace={workspace} onClose={() => setOpen(false)} />
    </>
  )
}

interface BenchProps {
  readonly connector: ConnectorItem
  readonly workspace_name: string
}

function Bench({ connector, workspace_name }: BenchProps) {
  const { entity, action } = useSearch({ from: '/app/w/$workspace/playground' })
  const [isListOpen, setListOpen] = useState(false)
  const { data, error, refetch, isFetching } = useDescription(connector.id)
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
    return (
      <div className="grid gap-8 @4xl/page:grid-cols-[15rem_minmax(0,1fr)]">
        <Skeleton className="h-72 @max-4xl/page:hidden" />
        <Skeleton className="h-72" />
      </div>
    )
  }
  const operation = getOperation(data, entity, action)
  return (
    <div className="grid min-h-0 flex-1 items-start gap-8 @4xl/page:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="sticky top-5 flex max-h-[calc(100dvh-9rem)] flex-col @max-4xl/page:hidden">
        <OperationList description={data} chosen={operation} />
      </div>
      <div className="min-w-0 max-w-4xl pb-16">
        {operation === undefined ? (
          <EmptyState icon={<Play />} title="No such operation">
            {data.display_name} has no operation with this name. Choose another.
          </EmptyState>
        ) : (
          <>
            <div className="mb-5 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
              <div className="min-w-0 flex-1 basis-72">
                <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-lg">
                  <code>
                    {operation.entity}.{operation.action}
                  </code>
                  <EffectBadge effect={operation.effect} />
                </h2>
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
              <div className="flex flex-wrap gap-2">
                <Button icon={<ListTree />} className="@4xl/page:hidden" onClick={() => setListOpen(true)}>
                  Operations
                </Button>
                <CopyTextButton text={() => linkTo(connector, operation)} what="link" />
              </div>
            </div>
            <Runner
              key={`${operation.entity} ${operation.action}`}
              connector_id={connector.id}
              service={connector.summarized_source_template.name}
              slug={connector.summarized_source_template.connector_name}
              workspace_name={workspace_name}
              operation={operation}
            />
          </>
        )}
      </div>
      <Dialog open={isListOpen} onClose={() => setListOpen(false)} title="Operations" hideTitle size="side">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: closes once a link in it was followed, by keys too */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
        <div
          className="flex min-h-0 flex-1 flex-col p-3"
          onClick={(event) => (event.target as Element).closest('a') && setListOpen(false)}
        >
          <OperationList description={data} chosen={operation} />
        </div>
      </Dialog>
    </div>
  )
}

/** The operation that is named; without a name the first that reads a list. */
function getOperation(
  { entities }: Description,
  entity: string | undefined,
  action: string | undefined,
): OperationDescription | undefined {
  const all = entities.flatMap(({ operations }) => operations)
  if (entity === undefined) return all.find(({ action }) => action === 'list') ?? all[0]
  return all.find((one) => one.entity === entity && one.action === action)
}

/** Where the operation is, without anything that was entered or answered. */
function linkTo({ id, workspace_id }: ConnectorItem, { entity, action }: OperationDescription): string {
  const query = new URLSearchParams({ connector: id, entity, action })
  return `${location.origin}/w/${workspace_id}/playground?${query}`
}
