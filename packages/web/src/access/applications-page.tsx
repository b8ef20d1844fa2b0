import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Bot, EllipsisVertical, KeyRound, Plus, ShieldX, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '#ui/layer/menu.tsx'
import { Card } from '#ui/page.tsx'
import { CardList } from '#ui/show/card-list.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { LastUsed } from '#ui/show/last-used.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AccessPage } from './access-page.tsx'
import {
  type Application,
  ApplicationSecrets,
  CreateApplication,
  DeleteApplication,
  NewSecret,
  RevokeTokens,
} from './application-dialogs.tsx'

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
            <Trans>
              So far only you can reach this organization. Create an application for your backend.
            </Trans>
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

/** Card that says how an application that was never used gets its first token, and where its secret is. */
function FirstToken({ client_id }: { readonly client_id: string }) {
  const body = JSON.stringify({ client_id, client_secret: '…' }).replaceAll("'", `'\\''`)
  const code = `APPLICATION_TOKEN=$(curl -sS ${location.origin}/api/v1/account/applications/token \\
  -H 'Content-Type: application/json' \\
  -d '${body}' | jq -r .access_token)`
  return (
    <Card
      title={t`Get the first token`}
      description={t`Enter the secret in place of the dots. The token works for 15 minutes.`}
      className="mt-4"
    >
      <div className="flex flex-col gap-3 p-4">
        <CodeBlock code={code} language="sh" label={t`First token`} wrap />
        <p className="text-muted text-sm">
          <Trans>
            A secret is shown once, when it is created. The server printed the one of the first application
            when it started for the first time, unless its settings gave it one. If you do not have it, create
            a new secret.
          </Trans>
        </p>
      </div>
    </Card>
  )
}
