import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Output } from '#api/api.ts'
import { formatDecimal } from '#texts/format.ts'
import { Badge } from '#ui/show/badge.tsx'
import { Time } from '#ui/show/time.tsx'
import { IconOfService } from './icon-of-service.tsx'

type ToolCall = Output<'listToolCalls'>['data'][number]

/** List of a few calls, newest first. */
export function CallRows({ calls }: { readonly calls: readonly ToolCall[] }) {
  return (
    <ul className="divide-y divide-line">
      {calls.map((call) => (
        <li
          key={call.id}
          className="relative flex min-h-10 items-center gap-3 px-4 text-sm transition-colors focus-within:bg-hover hover:bg-hover"
        >
          <IconOfService id={call.definition_id} />
          <Link
            to="/calls/$call"
            params={{ call: call.id }}
            className="min-w-0 flex-1 truncate after:absolute after:inset-0"
          >
            <CallName call={call} />{' '}
            {call.workspace_name && <span className="ml-1 text-muted text-xs">{call.workspace_name}</span>}
          </Link>
          <CallStatus call={call} isQuiet />
          <span className="w-16 shrink-0 text-right text-muted text-xs tabular-nums @max-md/page:hidden">
            {formatMs(call.duration_ms)}
          </span>
          <Time at={call.at} className="w-20 shrink-0 whitespace-nowrap text-right text-muted text-xs" />
        </li>
      ))}
    </ul>
  )
}

export function CallName({
  call: { entity, action },
}: {
  readonly call: Pick<ToolCall, 'entity' | 'action'>
}) {
  if (entity === null && action === null)
    return (
      <span className="text-muted">
        <Trans>unknown operation</Trans>
      </span>
    )
  return (
    <code className="text-[0.8125rem]">
      {entity === null || entity === '' ? '' : `${entity}.`}
      {action}
    </code>
  )
}

interface CallStatusProps {
  readonly call: Pick<ToolCall, 'status' | 'code' | 'upstream_status'>
  /** Whether to hide the usual outcome visually, as in lists. */
  readonly isQuiet?: boolean
}

/** Outcome of a call. A failure has the HTTP status with which the service responded, if it did. */
export function CallStatus({ call: { status, code, upstream_status }, isQuiet = false }: CallStatusProps) {
  if (status === 'success' && isQuiet)
    return (
      <span className="sr-only">
        <Trans>success</Trans>
      </span>
    )
  return status === 'success' ? (
    <Badge tone="good" dot>
      <Trans>success</Trans>
    </Badge>
  ) : (
    <Badge tone="bad" dot {...(code !== null && { title: code })}>
      <span>
        <Trans>error</Trans>
        {upstream_status !== null && upstream_status >= 400 && ` ${upstream_status}`}
      </span>
    </Badge>
  )
}

/** Formats a duration for people. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${formatDecimal(ms / 1000, ms < 10_000 ? 2 : 1)} s`
}
