import { CallRows } from '#activity/call-rows.tsx'
import { usePages } from '#api/use-api.ts'
import { ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Fact, Facts } from '#ui/facts.tsx'
import { Card } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { ErrorState } from '#ui/states.tsx'
import { Time } from '#ui/time.tsx'
import type { Health } from './health.ts'
import type { ConnectorDetail } from './use-connectors.ts'

const SHOWN = 8

interface ConnectorOverviewProps {
  readonly connector: ConnectorDetail
  readonly health: Health | undefined
}

export function ConnectorOverview({ connector, health }: ConnectorOverviewProps) {
  const calls = usePages('listToolCalls', { connector_id: connector.id }, { refetchInterval: 10_000 })
  const { source_template } = connector
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card
        title="Last calls"
        actions={
          <ButtonLink
            to="/w/$workspace/activity"
            params={{ workspace: connector.workspace_id }}
            search={{ connector: connector.id }}
            size="sm"
          >
            All calls
          </ButtonLink>
        }
      >
        {calls.isPending ? (
          <SkeletonRows rows={4} />
        ) : calls.error !== null && calls.items.length === 0 ? (
          <ErrorState error={calls.error} onRetry={calls.refetch} isRetrying={calls.isFetching} />
        ) : calls.items.length === 0 ? (
          <p className="px-4 py-10 text-center text-muted text-sm">No call is on record yet.</p>
        ) : (
          <CallRows calls={calls.items.slice(0, SHOWN)} />
        )}
      </Card>
      <Card title="Facts">
        <Facts>
          <Fact name="Id">
            <CopyableId id={connector.id} what="connector id" />
          </Fact>
          <Fact name="Service">{source_template.name}</Fact>
          <Fact name="Created">
            <Time at={connector.created_at} />
          </Fact>
          <Fact name="Changed">
            <Time at={connector.updated_at} />
          </Fact>
          <Fact name="Last call">{health?.last_call_at ? <Time at={health.last_call_at} /> : 'never'}</Fact>
        </Facts>
      </Card>
    </div>
  )
}
