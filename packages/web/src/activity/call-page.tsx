import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useEffect } from 'react'
import { useRead } from '#api/use-api.ts'
import { CallName, CallStatus } from '#entities/call/call-rows.tsx'
import { rememberWorkspace } from '#entities/workspace/workspace-path.ts'
import { ButtonLink } from '#ui/button.tsx'
import type { Crumb } from '#ui/frame.ts'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { CallDetails } from './call-details.tsx'
import type { ToolCall } from './tool-call.ts'

/** Page with the record of one call. */
export function CallPage() {
  const { call: id } = useParams({ from: '/app/calls/$call' })
  const { data, error, refetch, isFetching } = useRead(
    'getToolCall',
    { path: { tool_call_id: id } },
    { staleTime: Number.POSITIVE_INFINITY },
  )
  if (data !== undefined) return <Call call={data} />
  if (error !== null) {
    return (
      <Page title={t`Call`} heading={null}>
        <ErrorState
          error={error}
          onRetry={refetch}
          isRetrying={isFetching}
          elsewhere={
            <ButtonLink to="/activity">
              <Trans>All activity</Trans>
            </ButtonLink>
          }
          level={1}
        />
      </Page>
    )
  }
  return (
    <Page
      title={t`Call`}
      width="text"
      heading={
        <>
          <span className="sr-only">
            <Trans>Call</Trans>
          </span>
          <Skeleton className="h-4 w-40" />
        </>
      }
    >
      <Skeleton className="h-80" />
    </Page>
  )
}

function Call({ call }: { readonly call: ToolCall }) {
  const workspace = useCallWorkspace(call)
  const { workspace_id, connector_id, entity, action } = call
  const trail: readonly Crumb[] =
    workspace_id === null || workspace === undefined
      ? [{ label: t`All activity`, to: '/activity' }]
      : [
          { label: workspace.name, to: '/w/$workspace', params: { workspace: workspace_id } },
          { label: t`Activity`, to: '/w/$workspace/activity', params: { workspace: workspace_id } },
        ]
  return (
    <Page
      title={`${entity ?? ''}.${action ?? ''}`}
      width="text"
      trail={trail}
      heading={
        <>
          <span className="min-w-0 truncate">
            <CallName call={call} />
          </span>
          <CallStatus call={call} />
        </>
      }
      actions={
        workspace_id !== null &&
        connector_id !== null &&
        entity !== null &&
        action !== null && (
          <ButtonLink
            to="/w/$workspace/playground"
            params={{ workspace: workspace_id }}
            search={{ connector: connector_id, entity, action }}
            icon={<Play />}
          >
            <Trans>Open in the playground</Trans>
          </ButtonLink>
        )
      }
    >
      <CallDetails call={call} />
    </Page>
  )
}

/** Reads the workspace of a call and makes it the current one of the sidebar. */
function useCallWorkspace({ workspace_id }: ToolCall) {
  const { data } = useRead(
    'getWorkspace',
    { path: { workspace_id: workspace_id ?? '' }, query: {} },
    { enabled: workspace_id !== null, staleTime: 300_000 },
  )
  useEffect(() => {
    if (data !== undefined) rememberWorkspace(data)
  }, [data])
  return data
}
