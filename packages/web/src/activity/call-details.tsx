import { plural, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { formatMs } from '#entities/call/call-rows.tsx'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { AgentFacts } from '#entities/session/agent-facts.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { formatDecimal } from '#texts/format.ts'
import { CopyableId } from '#ui/copy-button.tsx'
import { cx } from '#ui/cx.ts'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Problem } from '#ui/show/problem.tsx'
import { exactTime } from '#ui/show/relative-time.ts'
import { Time } from '#ui/show/time.tsx'
import { CallBodies } from './call-bodies.tsx'
import { ConnectorName } from './connector-name.tsx'
import type { ToolCall } from './tool-call.ts'

/** Call with the fields that only its own record has, not the list. */
type CallDetail = ToolCall & Partial<Pick<Output<'getToolCall'>, 'has_bodies' | 'upstream_message'>>

/** Record of a call, for its page and the panel beside the list. */
export function CallDetails({ call }: { readonly call: CallDetail }) {
  const { workspace_id, connector_id, definition_id, method, attempts, has_idempotency_key } = call
  const templates = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  const service = templates.data?.data.find((one) => one.actor_definition_id === definition_id)?.name
  return (
    <div className="flex flex-col gap-4">
      {call.code !== null && <Why call={call} service={service ?? t`The service`} />}
      <Durations call={call} service={service ?? t`the service`} />
      {call.has_bodies === true && <CallBodies key={call.id} id={call.id} />}
      <Card title={t`Details`}>
        <Facts>
          {method !== null && (
            <Fact name={t`Request`}>
              <code className="break-all text-xs">
                <b className="font-semibold">{method}</b> {call.host}
                {call.path}
              </code>
            </Fact>
          )}
          {attempts !== null && (
            <Fact name={t`Attempts`}>
              {attempts === 0 ? (
                <span className="text-subtle">
                  <Trans>nothing was sent</Trans>
                </span>
              ) : (
                <Plural value={attempts} one="# request" other="# requests" />
              )}
            </Fact>
          )}
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
          {has_idempotency_key !== null && (
            <Fact name={t`Idempotency`}>
              {has_idempotency_key ? (
                <Trans>with an idempotency key</Trans>
              ) : (
                <span className="text-subtle">
                  <Trans>without a key</Trans>
                </span>
              )}
            </Fact>
          )}
          <Fact name={t`Sent`}>{bytes(call.request_bytes)}</Fact>
          <Fact name={t`Received`}>{bytes(call.response_bytes)}</Fact>
          <Fact name={t`Request ID`}>
            <CopyableId id={call.request_id} what={t`request id`} />
          </Fact>
          <Fact name={t`Call ID`}>
            <CopyableId id={call.id} what={t`call id`} />
          </Fact>
        </Facts>
      </Card>
    </div>
  )
}

function Why({ call, service }: { readonly call: CallDetail; readonly service: string }) {
  const { title, text } = explainFailure(
    { code: call.code ?? '', upstream_status: call.upstream_status },
    service,
  )
  return (
    <Problem label={t`Why it failed`} title={title}>
      <p className="mt-0.5 text-sm">{text}</p>
      {call.upstream_message && (
        <figure className="mt-2 border-bad/40 border-l-2 pl-3 text-sm">
          <figcaption className="text-muted text-xs">
            <Trans>{service} said</Trans>
          </figcaption>
          <blockquote className="whitespace-pre-wrap break-words">{call.upstream_message}</blockquote>
        </figure>
      )}
      <p className="mt-1.5 text-muted text-xs">
        <code>{call.code}</code>
      </p>
    </Problem>
  )
}

/** Durations of a call: before the first request to the service, at the service, and afterwards. */
function Durations({ call, service }: { readonly call: ToolCall; readonly service: string }) {
  const { duration_ms, upstream_ms, wait_ms } = call
  const before = Math.min(wait_ms ?? 0, duration_ms)
  const there = Math.min(upstream_ms ?? 0, duration_ms - before)
  const after = duration_ms - before - there
  const parts = [
    { key: 'before', ms: before, look: 'bg-warn', text: t`${{ time: formatMs(before) }} before the request` },
    { key: 'there', ms: there, look: 'bg-accent-fill', text: t`${{ time: formatMs(there) }} at ${service}` },
    { key: 'after', ms: after, look: 'bg-subtle', text: t`${{ time: formatMs(after) }} here` },
  ].filter(({ key }) => key !== 'before' || wait_ms !== null)
  return (
    <Card title={t`Took ${{ time: formatMs(duration_ms) }}`}>
      <div className="px-4 py-3">
        <div aria-hidden="true" className="flex h-2.5 overflow-hidden rounded-full bg-line">
          {parts.map(({ key, ms, look }) => (
            <div key={key} className={look} style={{ width: `${(100 * ms) / Math.max(1, duration_ms)}%` }} />
          ))}
        </div>
        {upstream_ms === null ? (
          <p className="mt-2 text-muted text-sm">
            <Trans>Nothing was sent to {service}</Trans>
          </p>
        ) : (
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm tabular-nums">
            {parts.map(({ key, look, text }) => (
              <li key={key} className="flex items-center gap-1.5">
                <span aria-hidden="true" className={cx('size-2 rounded-full', look)} />
                {text}
              </li>
            ))}
          </ul>
        )}
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
  return count < 1024
    ? plural(count, { one: '# byte', other: '# bytes' })
    : `${formatDecimal(count / 1024, 1)} KB`
}
