import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useRead } from '#api/use-api.ts'
import { formatMs } from '#entities/call/call-rows.tsx'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { AgentFacts } from '#entities/session/agent-facts.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { CircleAlert } from '#ui/icons.tsx'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { exactTime } from '#ui/show/relative-time.ts'
import { Time } from '#ui/show/time.tsx'
import { CallBodies } from './call-bodies.tsx'
import { ConnectorName } from './connector-name.tsx'
import type { ToolCall } from './use-live-calls.ts'

/** Record of a call, for its page and the panel beside the list. */
export function CallDetails({ call }: { readonly call: ToolCall & { readonly has_bodies?: boolean } }) {
  const { workspace_id, connector_id, definition_id } = call
  const templates = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  const service = templates.data?.data.find((one) => one.actor_definition_id === definition_id)?.name
  return (
    <div className="flex flex-col gap-4">
      {call.code !== null && <Why call={call} service={service ?? t`The service`} />}
      <Durations call={call} service={service ?? t`the service`} />
      {call.has_bodies === true && <CallBodies key={call.id} id={call.id} />}
      <Card title={t`Details`}>
        <Facts>
          <Fact name={t`Ended`}>
            {exactTime(call.at)} (<Time at={call.at} />)
          </Fact>
          <Fact name={t`Workspace`}>
            {workspace_id === null ? (
              <span className="text-subtle">
                <Trans>none</Trans>
              </span>
            ) : (
              <Link
                to="/w/$workspace"
                params={{ workspace: workspace_id }}
                className="text-accent hover:underline"
              >
                <WorkspaceName id={workspace_id} />
              </Link>
            )}
          </Fact>
          <Fact name={t`Connector`}>
            {workspace_id === null || connector_id === null ? (
              <ConnectorName call={call} />
            ) : (
              <Link
                to="/w/$workspace/connectors/$connector"
                params={{ workspace: workspace_id, connector: connector_id }}
                className="text-accent hover:underline"
              >
                <ConnectorName call={call} />
              </Link>
            )}
          </Fact>
          <Fact name={t`Caller`}>
            <CallerName call={call} />
          </Fact>
          <AgentFacts record={call} />
          <Fact name={t`Token`}>{call.token_kind}</Fact>
          <Fact name={t`Intent`}>
            {call.intent === null ? (
              <span className="text-subtle">
                <Trans>none given</Trans>
              </span>
            ) : (
              call.intent
            )}
          </Fact>
          <Fact name={t`HTTP status`}>
            {call.upstream_status ?? (
              <span className="text-subtle">
                <Trans>no response</Trans>
              </span>
            )}
          </Fact>
          <Fact name={t`Sent`}>{bytes(call.request_bytes)}</Fact>
          <Fact name={t`Received`}>{bytes(call.response_bytes)}</Fact>
          <Fact name={t`Request id`}>
            <CopyableId id={call.request_id} what={t`request id`} />
          </Fact>
          <Fact name={t`Call id`}>
            <CopyableId id={call.id} what={t`call id`} />
          </Fact>
        </Facts>
      </Card>
    </div>
  )
}

function Why({ call, service }: { readonly call: ToolCall; readonly service: string }) {
  const { title, text } = explainFailure(
    { code: call.code ?? '', upstream_status: call.upstream_status },
    service,
  )
  return (
    <section
      aria-label={t`Why it failed`}
      className="flex gap-3 rounded-lg border border-bad/30 bg-bad-soft p-4"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="min-w-0">
        <h2 className="font-semibold">{title}</h2>
        <p className="mt-0.5 text-sm">{text}</p>
        <p className="mt-1.5 text-muted text-xs">
          <code>{call.code}</code>
        </p>
      </div>
    </section>
  )
}

/** Time spent at the service and in Bulkhead. */
function Durations({ call, service }: { readonly call: ToolCall; readonly service: string }) {
  const { duration_ms, upstream_ms } = call
  const share = upstream_ms === null || duration_ms === 0 ? 0 : Math.min(1, upstream_ms / duration_ms)
  return (
    <Card title={t`Took ${{ time: formatMs(duration_ms) }}`}>
      <div className="px-4 py-3">
        <div className="flex h-2.5 overflow-hidden rounded-full bg-line">
          <div className="bg-accent-fill" style={{ width: `${share * 100}%` }} />
        </div>
        <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-muted text-sm tabular-nums">
          <span>
            {upstream_ms === null
              ? t`Nothing was sent to ${service}`
              : t`${{ time: formatMs(upstream_ms) }} at ${service}`}
          </span>
          <span>
            <Trans>{formatMs(duration_ms - (upstream_ms ?? 0))} here</Trans>
          </span>
        </p>
      </div>
    </Card>
  )
}

function bytes(count: number | null) {
  if (count === null)
    return (
      <span className="text-subtle">
        <Trans>nothing</Trans>
      </span>
    )
  return count < 1024 ? `${count} bytes` : `${(count / 1024).toFixed(1)} KB`
}
