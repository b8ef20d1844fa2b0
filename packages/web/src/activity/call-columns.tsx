import { t } from '@lingui/core/macro'
import { CallName, CallStatus, formatMs } from '#entities/call/call-rows.tsx'
import { IconOfService } from '#entities/call/icon-of-service.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import type { Column } from '#ui/list/column.ts'
import { Time } from '#ui/show/time.tsx'
import { ConnectorName } from './connector-name.tsx'
import type { ToolCall } from './tool-call.ts'

/** Returns the columns of a list of calls. @param withWorkspace Whether the list has calls of several workspaces. */
export function callColumns(withWorkspace: boolean): Column<ToolCall>[] {
  return [
    {
      header: t`Operation`,
      width: 'minmax(0,1.4fr)',
      cell: (call) => (
        <span className="block truncate">
          <CallName call={call} />
        </span>
      ),
    },
    {
      header: t`Status`,
      width: '6rem',
      cell: (call) => <CallStatus call={call} isQuiet />,
    },
    ...(withWorkspace
      ? [
          {
            header: t`Workspace`,
            width: 'minmax(0,1fr)',
            wide: true,
            cell: (call: ToolCall) => <WorkspaceName id={call.workspace_id} name={call.workspace_name} />,
          },
        ]
      : []),
    {
      header: t`Connector`,
      width: 'minmax(0,1fr)',
      wide: true,
      cell: (call) => (
        <span className="flex items-center gap-2">
          <IconOfService id={call.definition_id} />
          <span className="min-w-0 truncate">
            <ConnectorName call={call} />
          </span>
        </span>
      ),
    },
    {
      header: t`Caller`,
      width: 'minmax(0,1fr)',
      wide: 'most',
      cell: (call) => <CallerName call={call} />,
    },
    {
      header: t`Duration`,
      width: '5rem',
      wide: true,
      align: 'end',
      cell: ({ duration_ms }) => <span className="text-muted tabular-nums">{formatMs(duration_ms)}</span>,
    },
    {
      header: t`Time`,
      width: '5.5rem',
      align: 'end',
      cell: ({ at }) => <Time at={at} className="text-muted" />,
    },
  ]
}

/**
 * Returns a function that renders the second line of a row on narrow screens.
 *
 * @param withWorkspace As in {@link callColumns}.
 */
export function callNarrow(withWorkspace: boolean) {
  return (call: ToolCall) => (
    <span className="flex gap-1.5">
      {withWorkspace ? (
        <WorkspaceName id={call.workspace_id} name={call.workspace_name} />
      ) : (
        <ConnectorName call={call} />
      )}
      <span className="shrink-0">{formatMs(call.duration_ms)}</span>
    </span>
  )
}
