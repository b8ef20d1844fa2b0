import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useRead } from '#api/use-api.ts'
import { CallName, CallStatus } from '#entities/call/call-rows.tsx'
import { ButtonLink } from '#ui/button.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { CallDetails } from './call-details.tsx'

interface CallSheetProps {
  readonly id: string
  /** Calls of the list, in its order. */
  readonly ids: readonly string[]
  /** Shows another call. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for a call beside its list. */
export function CallSheet({ id, ids, onShow }: CallSheetProps) {
  const { data, error, refetch, isFetching } = useRead(
    'getToolCall',
    { path: { tool_call_id: id } },
    { staleTime: Number.POSITIVE_INFINITY },
  )
  const at = ids.indexOf(id)
  const step = (to: string | undefined) => (at < 0 || to === undefined ? undefined : () => onShow(to))
  return (
    <SideSheet
      label={t`Call`}
      onClose={() => onShow(undefined)}
      onPrevious={step(ids[at - 1])}
      onNext={step(ids[at + 1])}
      actions={
        <ButtonLink variant="ghost" size="sm" to="/calls/$call" params={{ call: id }}>
          <Trans>Open page</Trans>
        </ButtonLink>
      }
      heading={
        data === undefined ? (
          t`Call`
        ) : (
          <>
            <span className="min-w-0 truncate">
              <CallName call={data} />
            </span>
            <CallStatus call={data} />
          </>
        )
      }
    >
      {data !== undefined ? (
        <CallDetails call={data} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
      ) : (
        <Skeleton className="h-80" />
      )}
    </SideSheet>
  )
}
