import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Play, ScrollText, SearchX } from 'lucide-react'
import { useChange, usePages, useRead } from '#api/use-api.ts'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { Button } from '#ui/button.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import type { Column } from '#ui/list/column.ts'
import { PagedList } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { DeliverySheet } from './delivery-sheet.tsx'
import { type Delivery, DeliveryState } from './endpoint-state.tsx'

const STATES = ['pending', 'delivered', 'failed'] as const

/** Page with the deliveries to a webhook endpoint. */
export function DeliveriesPage() {
  const { endpoint: endpoint_id } = useParams({ from: '/app/settings/webhooks/$endpoint' })
  const search = useSearch({ from: '/app/settings/webhooks/$endpoint' })
  const navigate = useNavigate({ from: '/settings/webhooks/$endpoint' })
  const toasts = useToasts()
  const path = { endpoint_id }
  const endpoint = useRead('getWebhookEndpoint', { path })
  const state = STATES.find((one) => one === search.state)
  const list = usePages('listWebhookDeliveries', state === undefined ? {} : { state }, path)
  const ping = useChange('pingWebhookEndpoint', {
    outdates: ['listWebhookDeliveries', 'getWebhookEndpoint'],
    onSuccess: () => void toasts.done(t`A test event was sent.`),
  })
  const set = (changes: typeof search) => {
    const all = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== '')
    navigate({ search: Object.fromEntries(all), replace: true, resetScroll: false })
  }
  const show = (id: string | undefined) => set({ delivery: id ?? '' })
  const at = list.items.findIndex(({ id }) => id === search.delivery)
  const shown = list.items[at]
  const name = endpoint.data?.description ?? endpoint.data?.url
  return (
    <Page
      title={t`Deliveries`}
      trail={[
        { label: t`Webhooks`, to: '/settings/webhooks' },
        ...(name === undefined ? [] : [{ label: name, to: '/settings/webhooks' } as const]),
      ]}
      width="list"
      actions={
        <Button
          icon={<Play />}
          busy={ping.isPending}
          disabled={endpoint.data?.status !== 'enabled'}
          onClick={() => ping.mutate({ path })}
        >
          <Trans>Send a test event</Trans>
        </Button>
      }
      toolbar={
        <Segments
          label={t`State`}
          value={state ?? 'all'}
          options={[
            { value: 'all', label: t`All` },
            { value: 'pending', label: t`Pending` },
            { value: 'delivered', label: t`Delivered` },
            { value: 'failed', label: t`Failed` },
          ]}
          onChange={(value) => set({ state: value === 'all' ? '' : value, delivery: '' })}
        />
      }
      aside={
        shown !== undefined && (
          <DeliverySheet
            endpoint_id={endpoint_id}
            delivery={shown}
            previous={list.items[at - 1]?.id}
            next={list.items[at + 1]?.id}
            onShow={show}
          />
        )
      }
    >
      <PagedList
        list={list}
        skeleton={<SkeletonRows rows={12} height="h-10" />}
        empty={
          <EmptyState icon={state === undefined ? <ScrollText /> : <SearchX />} title={t`No deliveries`}>
            {state === undefined ? (
              <Trans>Events from now on are listed here. Send a test event to see one.</Trans>
            ) : (
              <Trans>No delivery is in this state.</Trans>
            )}
          </EmptyState>
        }
        label={t`Deliveries`}
        getKey={({ id }) => id}
        getLink={({ id }) => ({
          to: '/settings/webhooks/$endpoint',
          params: { endpoint: endpoint_id },
          search: { ...search, delivery: id },
          resetScroll: false,
          replace: true,
        })}
        getCurrent={({ id }) => id === search.delivery}
        onMove={shown === undefined ? undefined : ({ id }) => show(id)}
        columns={getColumns()}
      />
    </Page>
  )
}

function getColumns(): readonly Column<Delivery>[] {
  return [
    {
      header: t`Event`,
      width: 'minmax(0,1.4fr)',
      cell: ({ type }) => <code className="block truncate text-xs">{type}</code>,
    },
    { header: t`State`, width: '6.5rem', cell: (one) => <DeliveryState delivery={one} /> },
    {
      header: t`Workspace`,
      width: 'minmax(0,1fr)',
      wide: true,
      cell: ({ workspace_id, payload }) => {
        const { workspace_name } = (payload.data ?? {}) as { workspace_name?: string }
        return <WorkspaceName id={workspace_id} name={workspace_name ?? null} />
      },
    },
    { header: t`Tries`, width: '4rem', align: 'end', wide: true, cell: ({ tries }) => tries.length },
    {
      header: t`Time`,
      width: '5.5rem',
      align: 'end',
      cell: ({ recorded_at }) => <Time at={recorded_at} className="text-muted" />,
    },
  ]
}
