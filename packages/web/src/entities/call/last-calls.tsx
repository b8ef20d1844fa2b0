import { Trans } from '@lingui/react/macro'
import type { Input } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { CallRows } from './call-rows.tsx'

const REFRESH_MS = 10_000
/** Height of a row in pixels, including the line below it. */
const CALL_ROW_HEIGHT = 40

interface LastCallsProps {
  readonly of: Pick<NonNullable<Input<'listToolCalls'>['query']>, 'workspace_id' | 'connector_id'>
  /** Maximum number of calls. */
  readonly limit: number
}

/** The last calls of a workspace or connector, on its overview. */
export function LastCalls({ of, limit }: LastCallsProps) {
  const { data, error, refetch, isFetching } = useRead(
    'listToolCalls',
    {
      query: {
        ...of,
        limit,
        ...(of.workspace_id === undefined && of.connector_id === undefined && { include_names: true }),
      },
    },
    { refetchInterval: REFRESH_MS },
  )
  // The element has its full height from the start, so that the content below does not move.
  return <div style={{ minHeight: limit * CALL_ROW_HEIGHT }}>{getContent()}</div>

  function getContent() {
    if (data === undefined) {
      if (error === null) return <SkeletonRows rows={limit} />
      return <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
    }
    if (data.data.length === 0)
      return (
        <p className="px-4 py-10 text-center text-muted text-sm">
          <Trans>No calls yet.</Trans>
        </p>
      )
    return <CallRows calls={data.data} />
  }
}
