import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Select } from '#ui/form/select.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'

const MINUTES = [5, 15, 60] as const
const OUTDATES = ['getConnector', 'getToolCall', 'getToolCallBodies'] as const

/** Card for recording the requests to the service and its responses for a limited time. */
export function RecordingCard({ connector }: { readonly connector: ConnectorDetail }) {
  const [minutes, setMinutes] = useState(15)
  const toasts = useToasts()
  const left = useMinutesLeft(connector.records_bodies_until)
  const path = { connector_id: connector.id }
  const start = useChange('startRecording', { outdates: OUTDATES, onError: toasts.failed })
  const stop = useChange('stopRecording', {
    outdates: OUTDATES,
    onSuccess: ({ discarded }, { query }) =>
      toasts.done(
        query?.discard
          ? plural(discarded, {
              one: 'The bodies of # call were deleted.',
              other: 'The bodies of # calls were deleted.',
            })
          : t`Recording has stopped.`,
      ),
    onError: toasts.failed,
  })
  const end = (discard: boolean) => stop.mutate({ path, query: { discard } })
  return (
    <Card
      title={t`Record requests and responses`}
      description={t`To find out why calls fail. Bodies are redacted, encrypted with the workspace's key and deleted after a day. 30 calls a minute, 64 KiB each, no files. The audit log shows who starts it and who looks.`}
    >
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
        <span role="status">
          {left === undefined
            ? t`Off`
            : plural(left, { one: 'On for another minute', other: 'On for another # minutes' })}
        </span>
        <span className="flex flex-wrap items-center gap-2">
          {left === undefined ? (
            <>
              <Select
                label={t`Record for`}
                className="w-32"
                value={String(minutes)}
                options={MINUTES.map((one) => ({
                  value: String(one),
                  label: plural(one, { one: '# minute', other: '# minutes' }),
                }))}
                onChange={(value) => setMinutes(Number(value))}
              />
              <Button busy={start.isPending} onClick={() => start.mutate({ path, body: { minutes } })}>
                <Trans>Start recording</Trans>
              </Button>
            </>
          ) : (
            <>
              <ButtonLink
                to="/w/$workspace/activity"
                params={{ workspace: connector.workspace_id }}
                search={{ connector: connector.id }}
              >
                <Trans>Show its calls</Trans>
              </ButtonLink>
              <Button busy={stop.isPending} onClick={() => end(false)}>
                <Trans>Stop</Trans>
              </Button>
            </>
          )}
          <Button variant="danger-quiet" disabled={stop.isPending} onClick={() => end(true)}>
            {left === undefined ? t`Delete recorded` : t`Stop and delete`}
          </Button>
        </span>
      </div>
    </Card>
  )
}

/** Returns the minutes until a future time, rounded up. Undefined once it has passed. */
function useMinutesLeft(until: string | null): number | undefined {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [until])
  const left = until === null ? 0 : Date.parse(until) - now
  return left > 0 ? Math.ceil(left / 60_000) : undefined
}
