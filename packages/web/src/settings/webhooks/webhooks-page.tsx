import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Cable, EllipsisVertical, KeyRound, Pencil, Play, Plus, ShieldX, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '#ui/layer/menu.tsx'
import { Card } from '#ui/page.tsx'
import { CardList } from '#ui/show/card-list.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { DeleteEndpoint, RotateSecret, ToggleEndpoint } from './endpoint-actions.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { type Endpoint, EndpointState } from './endpoint-state.tsx'

type What = 'change' | 'rotate' | 'toggle' | 'delete'
type Open = { readonly what: 'create' } | { readonly what: What; readonly endpoint: Endpoint }

/** Page with the endpoints that receive events. */
export function WebhooksPage() {
  const endpoints = useRead('listWebhookEndpoints', {})
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const add = (
    <Button variant="primary" icon={<Plus />} onClick={() => setOpen({ what: 'create' })}>
      <Trans>Add endpoint</Trans>
    </Button>
  )
  return (
    <SettingsPage title={t`Webhooks`}>
      <p className="text-muted text-sm">
        <Trans>
          A webhook tells your backend what happens: for example, a connector must be authorized again, or a
          workspace was created. Each request is signed, sent at least once, and tried for 24 hours.
        </Trans>
      </p>
      <CardList
        read={endpoints}
        empty={
          <EmptyState icon={<Cable />} title={t`No endpoints`} actions={add}>
            <Trans>Events are not kept until there is one.</Trans>
          </EmptyState>
        }
      >
        {(items) => (
          <>
            <div>{add}</div>
            {items.map((endpoint) => (
              <EndpointCard
                key={endpoint.id}
                endpoint={endpoint}
                onOpen={(what) => setOpen({ what, endpoint })}
              />
            ))}
          </>
        )}
      </CardList>
      {open?.what === 'create' && <EndpointDialog onClose={close} />}
      {open?.what === 'change' && <EndpointDialog endpoint={open.endpoint} onClose={close} />}
      {open?.what === 'rotate' && <RotateSecret endpoint={open.endpoint} onClose={close} />}
      {open?.what === 'toggle' && <ToggleEndpoint endpoint={open.endpoint} onClose={close} />}
      {open?.what === 'delete' && <DeleteEndpoint endpoint={open.endpoint} onClose={close} />}
    </SettingsPage>
  )
}

interface EndpointCardProps {
  readonly endpoint: Endpoint
  readonly onOpen: (what: What) => void
}

function EndpointCard({ endpoint, onOpen }: EndpointCardProps) {
  const { id, url, description, status, event_types, workspace_ids, failing_since, delivered_at } = endpoint
  const name = description ?? url
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="break-all">{name}</span>
          <EndpointState endpoint={endpoint} />
        </span>
      }
      description={description !== null && <span className="break-all">{url}</span>}
      actions={
        <>
          <ButtonLink to="/settings/webhooks/$endpoint" params={{ endpoint: id }}>
            <Trans>
              Deliveries <span className="sr-only">to {name}</span>
            </Trans>
          </ButtonLink>
          <Menu trigger={<IconButton label={t`More actions for ${name}`} icon={<EllipsisVertical />} />}>
            <MenuItem icon={<Pencil />} onSelect={() => onOpen('change')}>
              <Trans>Change</Trans>
            </MenuItem>
            <MenuItem icon={<KeyRound />} onSelect={() => onOpen('rotate')}>
              <Trans>Replace secret</Trans>
            </MenuItem>
            <MenuItem icon={status === 'enabled' ? <ShieldX /> : <Play />} onSelect={() => onOpen('toggle')}>
              {status === 'enabled' ? <Trans>Disable</Trans> : <Trans>Enable</Trans>}
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<Trash2 />} danger onSelect={() => onOpen('delete')}>
              <Trans>Delete</Trans>
            </MenuItem>
          </Menu>
        </>
      }
    >
      <Facts>
        <Fact name={t`Events`}>
          {event_types === null ? (
            <Trans>all</Trans>
          ) : (
            <Plural value={event_types.length} one="# type" other="# types" />
          )}
        </Fact>
        <Fact name={t`Workspaces`}>{workspace_ids === null ? <Trans>all</Trans> : workspace_ids.length}</Fact>
        <Fact name={t`Last delivered`}>
          {delivered_at === null ? <Trans>never</Trans> : <Time at={delivered_at} />}
        </Fact>
        {failing_since !== null && (
          <Fact name={t`Failing since`}>
            <Time at={failing_since} />
          </Fact>
        )}
      </Facts>
    </Card>
  )
}
