import { LastCalls } from '#entities/call/last-calls.tsx'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Time } from '#ui/show/time.tsx'

const SHOWN = 8

export function ConnectorOverview({ connector }: { readonly connector: ConnectorDetail }) {
  const { source_template, health } = connector
  return (
    <div className="grid items-start gap-4 @4xl/page:grid-cols-[minmax(0,1fr)_22rem]">
      <Card
        title="Recent calls"
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
        <LastCalls of={{ connector_id: connector.id }} limit={SHOWN} />
      </Card>
      <Card title="Details">
        <Facts>
          <Fact name="Id">
            <CopyableId id={connector.id} what="connector id" />
          </Fact>
          <Fact name="Service">{source_template.name}</Fact>
          <Fact name="Sends to">
            {connector.base_url === null ? (
              <span className="text-muted">an address that its credentials hold</span>
            ) : (
              <code className="break-all text-xs">{connector.base_url}</code>
            )}
          </Fact>
          <Fact name="Created">
            <Time at={connector.created_at} />
          </Fact>
          <Fact name="Updated">
            <Time at={connector.updated_at} />
          </Fact>
          <Fact name="Last call">{health?.last_call_at ? <Time at={health.last_call_at} /> : 'never'}</Fact>
        </Facts>
      </Card>
    </div>
  )
}
