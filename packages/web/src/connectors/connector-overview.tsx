import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { LastCalls } from '#entities/call/last-calls.tsx'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card, CardLink } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Time } from '#ui/show/time.tsx'

const SHOWN = 6

export function ConnectorOverview({ connector }: { readonly connector: ConnectorDetail }) {
  const { source_template, health } = connector
  return (
    <div className="grid gap-4 @4xl/page:grid-cols-[minmax(0,1fr)_22rem]">
      <Card
        title={t`Recent calls`}
        actions={
          <CardLink
            to="/w/$workspace/activity"
            params={{ workspace: connector.workspace_id }}
            search={{ connector: connector.id }}
          >
            <Trans>All calls</Trans>
          </CardLink>
        }
      >
        <LastCalls of={{ connector_id: connector.id }} limit={SHOWN} />
      </Card>
      <Card title={t`Details`}>
        <Facts>
          <Fact name={t`ID`}>
            <CopyableId id={connector.id} what={t`connector id`} />
          </Fact>
          <Fact name={t`Service`}>{source_template.name}</Fact>
          <Fact name={t`Sends to`}>
            {connector.base_url === null ? (
              <span className="text-muted">
                <Trans>an address that its credentials hold</Trans>
              </span>
            ) : (
              <code className="break-all text-xs">{connector.base_url}</code>
            )}
          </Fact>
          <Fact name={t`Created`}>
            <Time at={connector.created_at} />
          </Fact>
          <Fact name={t`Updated`}>
            <Time at={connector.updated_at} />
          </Fact>
          <Fact name={t`Last call`}>
            {health?.last_call_at ? <Time at={health.last_call_at} /> : t`never`}
          </Fact>
        </Facts>
      </Card>
    </div>
  )
}
