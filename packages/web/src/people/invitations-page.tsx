import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { usePages } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { PagedList } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { InvitationSheet } from './invitation-sheet.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PeopleTabs } from './people-tabs.tsx'
import { RoleBadge } from './role-badge.tsx'

/** Page with the invitations that have not been accepted yet. */
export function InvitationsPage() {
  const { invitation } = useSearch({ from: '/app/people/invitations' })
  const navigate = useNavigate({ from: '/people/invitations' })
  const list = usePages('listInvitations', {})
  const [isInviting, setInviting] = useState(false)
  const show = (id: string | undefined) =>
    navigate({ search: id === undefined ? {} : { invitation: id }, replace: true })
  const open = list.items.find(({ id }) => id === invitation)
  const isEmpty = !list.isPending && list.error === null && list.items.length === 0
  const getInvite = (variant: 'primary' | 'secondary') => (
    <Button variant={variant} icon={<UserPlus />} onClick={() => setInviting(true)}>
      <Trans>Invite people</Trans>
    </Button>
  )
  return (
    <Page
      title={t`Invitations`}
      heading={t`People`}
      width="list"
      tabs={<PeopleTabs />}
      actions={getInvite(isEmpty ? 'secondary' : 'primary')}
      aside={
        open !== undefined && (
          <InvitationSheet
            key={open.id}
            invitation={open}
            ids={list.items.map(({ id }) => id)}
            onShow={show}
          />
        )
      }
    >
      <PagedList
        list={list}
        skeleton={<SkeletonRows rows={4} />}
        empty={
          <EmptyState icon={<UserPlus />} title={t`No open invitations`} actions={getInvite('primary')}>
            <Trans>An invitation is listed here until it is accepted or revoked.</Trans>
          </EmptyState>
        }
        label={t`Invitations`}
        getKey={({ id }) => id}
        getLink={({ id }) => ({ to: '/people/invitations', search: { invitation: id } })}
        getCurrent={({ id }) => id === invitation}
        onMove={invitation === undefined ? undefined : ({ id }) => show(id)}
        columns={[
          {
            header: t`E-mail`,
            width: 'minmax(0,1fr)',
            cell: ({ email, mail }) => (
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate font-medium">{email}</span>
                {mail?.state === 'failed' && (
                  <Badge tone="bad">
                    <Trans>mail not sent</Trans>
                  </Badge>
                )}
              </span>
            ),
          },
          { header: t`Role`, width: '6rem', cell: ({ role }) => <RoleBadge role={role} /> },
          {
            header: t`Workspaces`,
            width: '8rem',
            wide: true,
            cell: ({ workspaces }) => (
              <span className="text-muted">
                {workspaces.length === 0
                  ? '–'
                  : plural(workspaces.length, { one: '# workspace', other: '# workspaces' })}
              </span>
            ),
          },
          {
            header: t`Works until`,
            width: '7rem',
            align: 'end',
            cell: ({ expires_at }) => <Until at={expires_at} />,
          },
        ]}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}

/** Time when a link expires, or a badge if it has expired. */
function Until({ at }: { readonly at: string }) {
  if (Date.parse(at) < Date.now())
    return (
      <Badge tone="warn">
        <Trans>expired</Trans>
      </Badge>
    )
  return <Time at={at} className="text-muted" />
}
