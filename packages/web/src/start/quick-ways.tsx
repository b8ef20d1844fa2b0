import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { FlaskConical, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRead } from '#api/use-api.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import type { ConnectorItem } from '#entities/connector/use-connectors.ts'
import { useSampleServices } from '#entities/connector/use-sample-services.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { ButtonLink } from '#ui/button.tsx'

interface Ways {
  /** Service with sample data. */
  readonly sample: NonNullable<ReturnType<typeof useSampleServices>>[number] | undefined
  /** Connector that was created last. */
  readonly connected: ConnectorItem | undefined
}

/** Reads the ways to start that need no new credential. Undefined until they are known. */
export function useQuickWays(): Ways | undefined {
  const { data: workspace, error } = useWorkspace(DEFAULT_WORKSPACE)
  const samples = useSampleServices(workspace?.id)
  const connectors = useRead(
    'listConnectors',
    { query: { workspace_id: workspace?.id ?? '', include_health: true } },
    { enabled: workspace !== undefined },
  )
  if (error !== null || connectors.error !== null) return { sample: samples?.[0], connected: undefined }
  if (samples === undefined || connectors.data === undefined) return undefined
  return { sample: samples[0], connected: connectors.data.data.at(-1) }
}

/** Links to sample data and to the newest connector. */
export function QuickWays({ sample, connected }: Ways) {
  if (sample === undefined && connected === undefined) return null
  return (
    <div className="mb-6 grid gap-3 @2xl/page:grid-cols-2">
      {connected !== undefined && (
        <QuickWay
          icon={
            <ServiceIcon
              slug={connected.summarized_source_template.connector_name}
              name={connected.summarized_source_template.name}
            />
          }
          title={t`${connected.name} is connected`}
          text={t`Continue with the third step.`}
        >
          <ButtonLink to="/start" search={{ connector: connected.id }} variant="primary" icon={<Play />}>
            <Trans>Run an operation</Trans>
          </ButtonLink>
        </QuickWay>
      )}
      {sample !== undefined && (
        <QuickWay
          icon={
            <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
              <FlaskConical aria-hidden="true" className="size-4.5" />
            </span>
          }
          title={t`Do not have a credential?`}
          text={t`Run operations of ${sample.name} on records that are made up.`}
        >
          <ButtonLink
            to="/start"
            search={{ sample: sample.connector_type }}
            variant={connected === undefined ? 'primary' : 'secondary'}
            icon={<FlaskConical />}
          >
            <Trans>Try with sample data</Trans>
          </ButtonLink>
        </QuickWay>
      )}
    </div>
  )
}

interface QuickWayProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

function QuickWay({ icon, title, text, children }: QuickWayProps) {
  return (
    <section className="flex min-h-18 flex-wrap items-center gap-x-3.5 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
      {icon}
      <div className="min-w-0 flex-1 basis-44">
        <h2 className="truncate font-medium text-sm">{title}</h2>
        <p className="text-muted text-sm">{text}</p>
      </div>
      {children}
    </section>
  )
}
