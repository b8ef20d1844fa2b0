import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileDown, SearchX, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { usePages } from '#api/use-api.ts'
import { ROLE_NAMES, ROLES } from '#entities/session/role-names.ts'
import { usePerson } from '#entities/session/use-person.ts'
import { useSession } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { PagedList } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { useRead } from '../api/use-api.ts'
import { Warning } from '../ui/show/warning.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PeopleTabs } from './people-tabs.tsx'
import { PersonSheet } from './person-sheet.tsx'
import { RoleBadge } from './role-badge.tsx'

interface Search {
  readonly q?: string
  readonly role?: string
  readonly person?: string
}

/** Page with the people of the organization and their roles. */
export function PeoplePage() {
  const search: Search = useSearch({ from: '/app/people/' })
  const { q = '', role, person } = search
  const navigate = useNavigate({ from: '/people' })
  const [isInviting, setInviting] = useState(false)
  const own = useSession()?.person.id
  const chosen = ROLES.find((one) => one === role)
  const list = usePages('listPeople', {
    ...(q !== '' && { name_contains: q }),
    ...(chosen !== undefined && { role: chosen }),
  })
  const shown = list.items
  const set = (name: keyof Search, value: string | undefined) =>
    navigate({
      search: ({ [name]: _, ...rest }: Search) => (value ? { ...rest, [name]: value } : rest),
      replace: true,
    })
  const listed = shown.find(({ id }) => id === person)
  // A link may lead to a person who is on no page that was read.
  const isElsewhere = listed === undefined && !list.isPending
  const elsewhere = usePerson(isElsewhere ? person : undefined)
  const open = listed ?? elsewhere.person
  return (
    <Page
      title={t`People`}
      width="list"
      tabs={<PeopleTabs />}
      actions={
        <>
          {/* The response is a download, so the page stays. */}
          <Button icon={<FileDown />} onClick={() => location.assign('/api/v1/access-review?format=csv')}>
            <Trans>Access review</Trans>
          </Button>
          <Button variant="primary" icon={<UserPlus />} onClick={() => setInviting(true)}>
            <Trans>Invite people</Trans>
          </Button>
        </>
      }
      toolbar={
        <>
          <SearchInput
            label={t`Find by name or address`}
            value={q}
            onSearch={(text) => set('q', text)}
            className="min-w-40 max-w-72 flex-1"
          />
          <Segments
            label={t`Role`}
            value={chosen ?? 'all'}
            options={[
              { value: 'all', label: t`All` },
              ...ROLES.map((value) => ({ value, label: i18n._(ROLE_NAMES[value]) })),
            ]}
            onChange={(value) => set('role', value === 'all' ? undefined : value)}
          />
        </>
      }
      aside={
        open !== undefined && (
          <PersonSheet
            key={open.id}
            person={open}
            ids={shown.map(({ id }) => id)}
            onShow={(id) => set('person', id)}
          />
        )
      }
    >
      <KeptOwners />
      <PagedList
        list={list}
        rows={shown}
        label={t`People`}
        empty={
          <EmptyState icon={<SearchX />} title={t`Nobody found`}>
            <Trans>No person has this name, address and role.</Trans>
          </EmptyState>
        }
        getKey={({ id }) => id}
        getLink={({ id }) => ({ to: '/people', search: { ...search, person: id } })}
        getCurrent={({ id }) => id === person}
        onMove={person === undefined ? undefined : ({ id }) => set('person', id)}
        narrow={({ email }) => email}
        columns={[
          {
            header: t`Name`,
            width: 'minmax(0,1fr)',
            cell: ({ id, name }) => (
              <span className="block truncate font-medium">
                {name}
                {id === own && (
                  <span className="font-normal text-subtle">
                    {' '}
                    <Trans>you</Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            header: t`E-mail`,
            width: 'minmax(0,1fr)',
            wide: true,
            cell: ({ email }) => <span className="block truncate text-muted">{email}</span>,
          },
          { header: t`Role`, width: '6rem', cell: (one) => <RoleBadge role={one.role} /> },
          {
            header: t`Since`,
            width: '6rem',
            wide: true,
            align: 'end',
            cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
          },
        ]}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}

/** Warns of owners whom a directory wants to remove. Renders nothing if there are none. */
function KeptOwners() {
  const owners = useRead('listPeople', { query: { role: 'owner', limit: 100 } })
  const kept = (owners.data?.data ?? []).filter(({ removal_refused_at }) => removal_refused_at !== null)
  if (kept.length === 0) return null
  return (
    <div className="flex flex-col gap-2 px-(--gutter) pt-3">
      {kept.map(({ id, name }) => (
        <Warning key={id}>
          <Trans>
            Your directory wants to remove{' '}
            <Link to="/people" search={{ person: id }} className="text-accent underline underline-offset-2">
              {name}
            </Link>
            , an owner. Only another owner can do that.
          </Trans>
        </Warning>
      ))}
    </div>
  )
}
