import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Ban, CircleCheck, FlaskConical, Plug, Plus } from 'lucide-react'
import { useState } from 'react'
import type { PastRun } from '#entities/call/past-runs.ts'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { toLabel } from '#entities/connector/to-label.ts'
import { type ConnectorItem, getState, useConnectors } from '#entities/connector/use-connectors.ts'
import { useSampleServices } from '#entities/connector/use-sample-services.ts'
import { ChangeStatus } from '#entities/workspace/change-status.tsx'
import type { WorkspaceItem } from '#entities/workspace/use-workspace.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Combobox } from '#ui/form/combobox.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Bench, type PickedRun } from './bench.tsx'
import { RunHistory } from './run-history.tsx'

type SampleService = NonNullable<ReturnType<typeof useSampleServices>>[number]

/** Page for running operations of the workspace's connectors and of sample data. */
export function PlaygroundPage() {
  const workspace = useScope()
  const { connector: connector_id, sample: connector_type } = useSearch({
    from: '/app/w/$workspace/playground',
  })
  const navigate = useNavigate({ from: '/w/$workspace/playground' })
  const { connectors, error, refetch, isFetching } = useConnectors(workspace.id)
  const samples = useSampleServices(workspace.id)
  const [past, setPast] = useState<PickedRun>()
  const sample = samples?.find((one) => one.connector_type === connector_type)
  const isNamed = connector_id !== undefined
  const connector =
    connector_type !== undefined
      ? undefined
      : isNamed
        ? connectors?.find(({ id }) => id === connector_id)
        : connectors?.[0]

  function takeUp(run: PastRun) {
    setPast((before) => ({ ...run, pick: (before?.pick ?? 0) + 1 }))
    const { target, entity, action } = run
    const named =
      target.kind === 'connector' ? { connector: target.connector_id } : { sample: target.connector_type }
    navigate({ search: { ...named, entity, action } })
  }
  const isKnown = connectors !== undefined && samples !== undefined
  const hasNothing = isKnown && connectors.length + samples.length === 0
  return (
    <Page
      title={t`Playground`}
      width="list"
      actions={<RunHistory workspace_id={workspace.id} onPick={takeUp} />}
      {...(!hasNothing && {
        toolbar: !isKnown ? (
          <Skeleton className="h-8 w-80 max-w-full" />
        ) : (
          <TargetSelect
            connectors={connectors}
            samples={samples}
            chosen={connector?.id ?? (sample && toSampleValue(sample)) ?? ''}
          />
        ),
      })}
    >
      {!isKnown ? (
        error === null ? (
          <Skeleton className="mx-5 h-72" />
        ) : (
          <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
        )
      ) : workspace.status !== 'active' ? (
        <InactiveWorkspace workspace={workspace} />
      ) : sample !== undefined ? (
        <Bench
          key={toSampleValue(sample)}
          target={{ kind: 'sample', workspace_id: workspace.id, connector_type: sample.connector_type }}
          service={sample.name}
          slug={sample.connector_type}
          workspace={workspace}
          past={past}
        />
      ) : connector_type !== undefined ? (
        <EmptyState icon={<FlaskConical />} title={t`There is no such sample data`}>
          <Trans>
            This server has no sample data for this service, or its operator turned sample data off.
          </Trans>
        </EmptyState>
      ) : isNamed && connector === undefined ? (
        <EmptyState icon={<Plug />} title={t`This connector is not here`}>
          <Trans>
            The workspace {workspace.name} has no connector with the id of this address. It may have been
            deleted.
          </Trans>
          {connectors.length > 0 && ` ${t`Choose another one.`}`}
        </EmptyState>
      ) : connector === undefined ? (
        <NothingToTry workspace={workspace} samples={samples} />
      ) : (
        <Bench
          key={connector.id}
          target={{ kind: 'connector', connector_id: connector.id }}
          service={connector.summarized_source_template.name}
          slug={connector.summarized_source_template.connector_name}
          workspace={workspace}
          past={past}
        />
      )}
    </Page>
  )
}

interface TargetSelectProps {
  readonly connectors: readonly ConnectorItem[]
  readonly samples: readonly SampleService[]
  readonly chosen: string
}

/** Select for a connector, or for the sample data of a service. */
function TargetSelect({ connectors, samples, chosen }: TargetSelectProps) {
  const navigate = useNavigate({ from: '/w/$workspace/playground' })
  return (
    <Combobox
      label={t`Connector`}
      className="w-80 max-w-full"
      value={chosen}
      placeholder={t`Choose a connector`}
      empty={t`No such connector.`}
      options={[
        ...connectors.map((one) => ({
          value: one.id,
          label: toLabel(one, connectors),
          icon: (
            <ServiceIcon
              slug={one.summarized_source_template.connector_name}
              name={one.summarized_source_template.name}
              size="sm"
            />
          ),
          hint: isBroken(one) ? (
            <HealthBadge connector_id={one.id} state={getState(one)} />
          ) : (
            one.summarized_source_template.name
          ),
        })),
        ...samples.map((one) => ({
          value: toSampleValue(one),
          label: t`Sample data of ${one.name}`,
          icon: <ServiceIcon slug={one.connector_type} name={one.name} size="sm" />,
        })),
      ]}
      onChange={(value) => {
        const sample = samples.find((one) => toSampleValue(one) === value)
        navigate({ search: sample === undefined ? { connector: value } : { sample: sample.connector_type } })
      }}
    />
  )
}

function isBroken(connector: ConnectorItem): boolean {
  return ['failing', 'needs_reauthentication'].includes(getState(connector))
}

function toSampleValue({ connector_type }: SampleService): string {
  return `sample ${connector_type}`
}

interface NothingToTryProps {
  readonly workspace: WorkspaceItem
  readonly samples: readonly SampleService[]
}

function NothingToTry({ workspace, samples }: NothingToTryProps) {
  const [sample] = samples
  return (
    <EmptyState
      icon={<Plug />}
      title={t`There is nothing to try yet`}
      actions={
        <>
          <ButtonLink
            to="/w/$workspace/connectors/new"
            params={{ workspace: workspace.id }}
            variant="primary"
            icon={<Plus />}
          >
            <Trans>Add connector</Trans>
          </ButtonLink>
          {sample !== undefined && (
            <ButtonLink
              to="/w/$workspace/playground"
              params={{ workspace: workspace.id }}
              search={{ sample: sample.connector_type }}
              icon={<FlaskConical />}
            >
              <Trans>Try with sample data</Trans>
            </ButtonLink>
          )}
        </>
      }
    >
      <Trans>Operations belong to connectors, and this workspace has none.</Trans>
    </EmptyState>
  )
}

function InactiveWorkspace({ workspace }: { readonly workspace: WorkspaceItem }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <EmptyState
        icon={<Ban />}
        title={t`This workspace is inactive`}
        actions={
          <Button variant="primary" icon={<CircleCheck />} onClick={() => setOpen(true)}>
            <Trans>Activate</Trans>
          </Button>
        }
      >
        <Trans>Nothing can be executed in it until it is active again.</Trans>
      </EmptyState>
      <ChangeStatus open={isOpen} workspace={workspace} onClose={() => setOpen(false)} />
    </>
  )
}
