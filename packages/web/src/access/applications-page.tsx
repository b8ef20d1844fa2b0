import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Bot, EllipsisVertical, KeyRound, Plus, ShieldX, Trash2 } from '#ui/icons.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { Menu, MenuItem, MenuLine } from '#ui/layer/menu.tsx'
import { Card } from '#ui/page.tsx'
import { CardList } from '#ui/show/card-list.tsx'
import { LastUsed } from '#ui/show/last-used.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AccessPage } from './access-page.tsx'
import type { Application } from './application.ts'
import { ApplicationSecrets } from './application-secrets.tsx'
import { CreateApplication } from './create-application.tsx'
import { FirstToken } from './first-token.tsx'
import { NewSecret } from './new-secret.tsx'

type Open =
  | { readonly what: 'create' }
  | { readonly what: 'rotate' | 'revoke' | 'delete'; readonly application: Application }

/** Page with the organization's applications: the client ids and secrets of backends. */
export function ApplicationsPage() {
  const applications = useRead('listApplications', {})
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <AccessPage
      title={t`Applications`}
      actions={
        <Button variant="primary" icon={<Plus />} onClick={() => setOpen({ what: 'create' })}>
          <Trans>Create application</Trans>
        </Button>
      }
    >
      <p className="mb-4 max-w-2xl text-muted text-sm">
        <Trans>
          An application is your backend: with its client ID and secret it gets tokens for the whole
          organization, and mints scoped ones for single workspaces. Keep the secret on servers.
        </Trans>
      </p>
      <CardList
        read={applications}
        empty={
          <EmptyState icon={<Bot />} title={t`No applications`}>
            <Trans>Nothing but you can reach this organization. Create one for your backend.</Trans>
          </EmptyState>
        }
      >
        {(items) => (
          <>
            <ul className="flex flex-col gap-3">
              {items.map((application) => (
                <li key={application.id}>
                  <ApplicationCard
                    application={application}
                    onOpen={(what) => setOpen({ what, application })}
                  />
                </li>
              ))}
            </ul>
            {items[0] !== undefined && items.every(({ last_used_at }) => last_used_at === null) && (
              <FirstToken client_id={items[0].client_id} />
            )}
          </>
        )}
      </CardList>
      {open?.what === 'create' && <CreateApplication onClose={close} />}
      {open?.what === 'rotate' && <NewSecret application={open.application} onClose={close} />}
      {open?.what === 'revoke' && <RevokeTokens application={open.application} onClose={close} />}
      {open?.what === 'delete' && (
        <DeleteApplication
          application={open.application}
          isLast={applications.data?.data.length === 1}
          onClose={close}
        />
      )}
    </AccessPage>
  )
}

interface ApplicationCardProps {
  readonly application: Application
  readonly onOpen: (what: 'rotate' | 'revoke' | 'delete') => void
}

function ApplicationCard({ application, onOpen }: ApplicationCardProps) {
  const { name, client_id, created_at, last_used_at, secrets } = application
  return (
    <Card
      title={<span className="break-words">{name}</span>}
      description={
        <span className="flex flex-wrap items-center gap-x-4">
          <CopyableId id={client_id} what={t`client id`} />
          <span>
            <Trans>
              created <Time at={created_at} />
            </Trans>
          </span>
          <span>
            <LastUsed at={last_used_at} />
          </span>
        </span>
      }
      actions={
        <>
          <Button
            icon={<KeyRound />}
            disabled={secrets.length >= 2}
            title={secrets.length >= 2 ? t`It has two secrets: retire one first.` : undefined}
            onClick={() => onOpen('rotate')}
          >
            <Trans>New secret</Trans>
          </Button>
          <Menu trigger={<IconButton label={t`More actions for ${name}`} icon={<EllipsisVertical />} />}>
            <MenuItem icon={<ShieldX />} onSelect={() => onOpen('revoke')}>
              <Trans>Revoke its tokens</Trans>
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<Trash2 />} danger onSelect={() => onOpen('delete')}>
              <Trans>Delete</Trans>
            </MenuItem>
          </Menu>
        </>
      }
    >
      <ApplicationSecrets application={application} />
    </Card>
  )
}

interface ApplicationDialogProps {
  readonly application: Application
  readonly onClose: () => void
}

function RevokeTokens({ application, onClose }: ApplicationDialogProps) {
  const confirmed = useConfirmedChange('revokeApplicationTokens', {
    input: { path: { application_id: application.id } },
    done: t`All tokens of ${application.name} are revoked.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Revoke all of its tokens?`}
      action={t`Revoke all`}
      danger
      {...confirmed}
    >
      <p>
        <Trans>
          Every token that <b className="break-words font-medium">{application.name}</b> got, and every scoped
          token that it minted, is refused from now on. Its secrets stay valid: it can get new tokens at once.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}

function DeleteApplication({
  application,
  isLast,
  onClose,
}: ApplicationDialogProps & { readonly isLast: boolean }) {
  const confirmed = useConfirmedChange('deleteApplication', {
    input: { path: { application_id: application.id } },
    outdates: ['listApplications'],
    done: t`${application.name} was deleted.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Delete this application?`}
      action={t`Delete application`}
      danger
      typed={application.name}
      {...confirmed}
    >
      <p>
        <Trans>
          Its secrets and all of its tokens end at once, including scoped tokens that it minted. Whatever uses
          it stops working.
        </Trans>
      </p>
      {isLast && (
        <p>
          <Trans>It is the last one: no program will reach this organization until you create another.</Trans>
        </p>
      )}
    </ConfirmDialog>
  )
}
