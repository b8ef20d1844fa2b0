import type { Level } from '@bulkhead/contract/operation'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useChange, usePages, useRead } from '#api/use-api.ts'
import { LEVEL_NAMES, LEVELS } from '#entities/session/role-names.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Combobox } from '#ui/form/combobox.tsx'
import { Field } from '#ui/form/field.tsx'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import { Select } from '#ui/form/select.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { LoadedPages } from '#ui/list/paged-list.tsx'
import { Card, Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import type { Person } from './person.ts'

const OUTDATED = ['listWorkspaceMembers'] as const
const MOST_SHOWN = 100

const getLevels = () => LEVELS.map((value) => ({ value, label: i18n._(LEVEL_NAMES[value]) }))

/** Page with the members of a workspace and their levels, and with the level that everyone has. */
export function MembersPage() {
  return (
    <Page
      title={t`Members`}
      width="text"
      actions={
        <ButtonLink to="/people">
          <Trans>All people</Trans>
        </ButtonLink>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-muted text-sm">
          <Trans>
            Levels apply to people with the role Member; owners and admins reach every workspace. A person has
            the higher of their own level and everyone's.
          </Trans>
        </p>
        <Everyone />
        <Members />
        <AddMember />
      </div>
    </Page>
  )
}

function useFirstMembers() {
  const { id } = useScope()
  return useRead('listWorkspaceMembers', { path: { workspace_id: id }, query: { limit: 1 } })
}

function Everyone() {
  const { id } = useScope()
  const toasts = useToasts()
  const { data } = useFirstMembers()
  const set = useChange('setWorkspaceEveryone', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The level of everyone was saved.`),
  })
  const stored = data?.everyone ?? 'none'
  const value = set.isPending ? (set.variables.body.level ?? 'none') : stored
  return (
    <Card title={t`Everyone`} description={t`What each member of the organization may do here.`}>
      <div className="flex flex-col gap-2 px-4 py-3">
        <SelectField
          label={t`Level of everyone`}
          disabled={data === undefined}
          value={value}
          options={[{ value: 'none', label: t`None: only the members below` }, ...getLevels()]}
          onChange={(level) =>
            set.mutate({
              path: { workspace_id: id },
              body: { level: level === 'none' ? null : level },
            })
          }
        />
        {set.error && <ErrorNote error={set.error} />}
        <p className="text-muted text-xs">
          <Trans>
            A lower level ends all scoped tokens of the workspace, including those of applications, which can
            mint new ones.
          </Trans>
        </p>
      </div>
    </Card>
  )
}

function Members() {
  const { id } = useScope()
  const toasts = useToasts()
  const list = usePages('listWorkspaceMembers', {}, { workspace_id: id })
  const set = useChange('setWorkspaceMember', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The level was saved.`),
    onError: toasts.failed,
  })
  const remove = useChange('removeWorkspaceMember', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The membership was ended.`),
    onError: toasts.failed,
  })
  return (
    <Card title={t`Members`}>
      <LoadedPages
        list={list}
        skeleton={<SkeletonRows rows={2} />}
        empty={
          <p className="px-4 py-8 text-center text-muted text-sm">
            <Trans>Nobody has been given a level here.</Trans>
          </p>
        }
      >
        {(members) => (
          <ul className="divide-y divide-line">
            {members.map(({ person_id, name, email, level }) => (
              <li key={person_id} className="flex flex-wrap items-center gap-2 px-4 py-2 text-sm">
                <div className="min-w-0 flex-1 basis-48">
                  <p className="truncate font-medium">{name}</p>
                  <p className="truncate text-muted text-xs">{email}</p>
                </div>
                <Select
                  label={t`Level of ${name}`}
                  value={level}
                  options={getLevels()}
                  onChange={(next) =>
                    set.mutate({ path: { workspace_id: id, person_id }, body: { level: next } })
                  }
                  className="w-56"
                />
                <IconButton
                  label={t`End the membership of ${name}`}
                  icon={<X />}
                  onClick={() => remove.mutate({ path: { workspace_id: id, person_id } })}
                />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
      {list.hasNextPage && (
        <div className="border-line border-t px-4 py-2">
          <Button size="sm" busy={list.isFetching} onClick={() => list.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </Card>
  )
}

const getNobody = () => (
  <Trans>
    No person has the role Member.{' '}
    <Link to="/people" className="text-accent underline underline-offset-2">
      Invite people
    </Link>{' '}
    first.
  </Trans>
)

function AddMember() {
  const { id } = useScope()
  const toasts = useToasts()
  const [text, setText] = useState('')
  const settled = useDebounced(text.trim())
  const first = useRead('listPeople', { query: { role: 'member', limit: MOST_SHOWN } })
  const isSearched = settled !== '' && typeof first.data?.next === 'string'
  const found = useRead(
    'listPeople',
    { query: { role: 'member', limit: MOST_SHOWN, name_contains: settled } },
    { enabled: isSearched, placeholderData: keepPreviousData },
  )
  const [chosen, setChosen] = useState<Person>()
  const [level, setLevel] = useState<Level>('user')
  const add = useChange('setWorkspaceMember', {
    outdates: OUTDATED,
    onSuccess: () => {
      toasts.done(t`The member was added.`)
      setChosen(undefined)
    },
  })
  const members = (isSearched ? found.data : first.data)?.data ?? []
  const options =
    chosen === undefined || members.some(({ id }) => id === chosen.id) ? members : [chosen, ...members]
  return (
    <Card title={t`Add a member`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen !== undefined)
            add.mutate({ path: { workspace_id: id, person_id: chosen.id }, body: { level } })
        }}
        className="flex flex-col gap-4 px-4 py-4"
      >
        <Field label={t`Person`} help={first.data?.data.length === 0 ? getNobody() : undefined}>
          {(control) => (
            <Combobox
              {...control}
              value={chosen?.id ?? ''}
              onChange={(person) => setChosen(options.find((one) => one.id === person))}
              onType={setText}
              options={options.map((one) => ({ value: one.id, label: one.name, hint: one.email }))}
            />
          )}
        </Field>
        <SelectField label={t`Level`} value={level} options={getLevels()} onChange={setLevel} />
        {add.error && <ErrorNote error={add.error} title={t`The member was not added`} />}
        <div>
          <Button
            type="submit"
            variant="primary"
            icon={<Plus />}
            disabled={chosen === undefined}
            busy={add.isPending}
          >
            <Trans>Add</Trans>
          </Button>
        </div>
      </form>
    </Card>
  )
}
