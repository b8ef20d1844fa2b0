import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { RotateCw } from 'lucide-react'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { JsonView } from '#ui/show/json-view.tsx'
import { exactTime } from '#ui/show/relative-time.ts'
import { ErrorNote } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { type Delivery, DeliveryState } from './endpoint-state.tsx'

interface DeliverySheetProps {
  readonly endpoint_id: string
  readonly delivery: Delivery
  /** Id of the previous delivery in the list. */
  readonly previous: string | undefined
  readonly next: string | undefined
  /** Shows another delivery. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for a delivery beside its list, with its body and attempts. */
export function DeliverySheet({ endpoint_id, delivery, previous, next, onShow }: DeliverySheetProps) {
  const { id, event_id, type, sequence, recorded_at, next_try_at, payload, tries } = delivery
  const step = (to: string | undefined) => (to === undefined ? undefined : () => onShow(to))
  return (
    <SideSheet
      label={t`Delivery`}
      heading={<code className="min-w-0 truncate text-sm">{type}</code>}
      onClose={() => onShow(undefined)}
      onPrevious={step(previous)}
      onNext={step(next)}
    >
      <Card>
        <Facts>
          <Fact name={t`State`}>
            <DeliveryState delivery={delivery} />
          </Fact>
          <Fact name={t`Time`}>
            {exactTime(recorded_at)} (<Time at={recorded_at} />)
          </Fact>
          {next_try_at !== null && (
            <Fact name={t`Next try`}>
              <Time at={next_try_at} />
            </Fact>
          )}
          <Fact name={t`Number`}>{sequence}</Fact>
          <Fact name={t`Event`}>
            <CopyableId id={event_id} what={t`event id`} />
          </Fact>
        </Facts>
      </Card>
      <div className="mt-4 flex flex-col gap-3">
        <SendAgain key={id} endpoint_id={endpoint_id} delivery_id={id} />
        <h3 className="font-semibold text-sm">
          <Trans>Tries</Trans>
        </h3>
        {tries.length === 0 ? (
          <p className="text-muted text-sm">
            <Trans>None yet.</Trans>
          </p>
        ) : (
          <ol className="flex flex-col gap-1.5 text-sm">
            {tries.map(({ at, status, code, duration_ms }) => (
              <li key={at} className="flex flex-wrap items-center justify-between gap-x-3">
                <span>
                  {status ?? '–'} {code !== null && <code className="text-bad text-xs">{code}</code>}
                </span>
                <span className="text-muted">
                  <Trans>
                    {duration_ms} ms, <Time at={at} />
                  </Trans>
                </span>
              </li>
            ))}
          </ol>
        )}
        <h3 className="font-semibold text-sm">
          <Trans>Body</Trans>
        </h3>
        <JsonView value={payload} label={t`Body`} />
      </div>
    </SideSheet>
  )
}

interface SendAgainProps {
  readonly endpoint_id: string
  readonly delivery_id: string
}

function SendAgain({ endpoint_id, delivery_id }: SendAgainProps) {
  const toasts = useToasts()
  const replay = useChange('replayWebhookDelivery', {
    outdates: ['listWebhookDeliveries', 'getWebhookEndpoint'],
    onSuccess: () => void toasts.done(t`The delivery is sent again.`),
  })
  return (
    <>
      <div>
        <Button
          icon={<RotateCw />}
          busy={replay.isPending}
          onClick={() => replay.mutate({ path: { endpoint_id, delivery_id } })}
        >
          <Trans>Send again</Trans>
        </Button>
      </div>
      {replay.error && <ErrorNote error={replay.error} />}
    </>
  )
}
