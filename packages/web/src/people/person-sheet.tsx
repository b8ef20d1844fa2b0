import type { Role } from '@bulkhead/contract/operation'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { KeyRound, LogOut, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useChange } from '#api/use-api.ts'
import { ROLE_HELP, ROLE_NAMES, ROLES } from '#entities/session/role-names.ts'
import { useSession } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { Warning } from '#ui/show/warning.tsx'
import type { Person } from './person.ts'
import { RoleBadge } from './role-badge.tsx'

interface PersonSheetProps {
  readonly person: Person
  /** People of the list, in its order. */
  readonly ids: readonly string[]
  /** Shows another person. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for a person beside the list: the role, and actions that take rights away. */
export function PersonSheet({ person, ids, onShow }: PersonSheetProps) {
  const session = useSession()
  const [open, setOpen] = useState<'sessions' | 'factor' | 'remove'>()
  const close = () => setOpen(undefined)
  const at = ids.indexOf(person.id)
  const step = (to: string | undefined) => (at < 0 || to === undefined ? undefined : () => onShow(to))
  const isOwn = session?.person.id === person.id
  // The server enforces the same rule: admins cannot change owners.
  const mayChange = session?.person.role === 'owner' || person.role !== 'owner'
  return (
    <SideSheet
      label={t`Person`}
      heading={<span className="min-w-0 truncate">{person.name}</span>}
      onClose={() => onShow(undefined)}
      onPrevious={step(ids[at - 1])}
      onNext={step(ids[at + 1])}
    >
      <div className="flex flex-col gap-5">
        <Card>
          <Facts>
            <Fact name={t`E-mail`}>
              <span className="break-all">{person.email}</span>
            </Fact>
            <Fact name={t`Role`}>
              <RoleBadge role={person.role} />
            </Fact>
            <Fact name={t`Second factor`}>
              {person.second_factor ? <Trans context="second factor">On</Trans> : <Trans>None</Trans>}
            </Fact>
            <Fact name={t`Since`}>
              <Time at={person.created_at} />
            </Fact>
            <Fact name={t`ID`}>
              <CopyableId id={person.id} what={t`person id`} />
            </Fact>
          </Facts>
        </Card>
        {person.removal_refused_at !== null && (
          <Warning>
            <Trans>
              The directory asked to remove this owner <Time at={person.removal_refused_at} />. Remove the
              person here, or give them another role, so that the directory can.
            </Trans>
          </Warning>
        )}
        {isOwn ? (
          <p className="text-muted text-sm">
            <Trans>This is you. Only another owner or admin can change your role or remove you.</Trans>
          </p>
        ) : mayChange ? (
          <>
            <ChangeRole person={person} />
            <div className="flex flex-wrap gap-2 border-line border-t pt-4">
              <Button icon={<LogOut />} onClick={() => setOpen('sessions')}>
                <Trans>End sessions</Trans>
              </Button>
              {person.second_factor && (
                <Button icon={<KeyRound />} onClick={() => setOpen('factor')}>
                  <Trans>Remove second factor</Trans>
                </Button>
              )}
              <Button variant="danger-quiet" icon={<Trash2 />} onClick={() => setOpen('remove')}>
                <Trans>Remove person</Trans>
              </Button>
            </div>
          </>
        ) : (
          <p className="text-muted text-sm">
            <Trans>Only owners can change other owners.</Trans>
          </p>
        )}
      </div>
      {open === 'sessions' && <EndSessions person={person} onClose={close} />}
      {open === 'factor' && <TakeFactorAway person={person} onClose={close} />}
      {open === 'remove' && (
        <RemovePerson person={person} onClose={close} onRemoved={() => onShow(undefined)} />
      )}
    </SideSheet>
  )
}

function ChangeRole({ person }: { readonly person: Person }) {
  const toasts = useToasts()
  const isOwner = useSession()?.person.role === 'owner'
  const [role, setRole] = useState<Role>(person.role)
  const path = { person_id: person.id }
  const undo = useChange('setPersonRole', { outdates: ['listPeople'], onError: toasts.failed })
  const change = useChange('setPersonRole', {
    outdates: ['listPeople'],
    onSuccess: ({ role: now }) => {
      const name = i18n._(ROLE_NAMES[now])
      toasts.done(t`${person.name} is now: ${name}.`, () => {
        setRole(person.role)
        undo.mutate({ path, body: { role: person.role } })
      })
    },
  })
  const options = ROLES.filter((one) => isOwner || one !== 'owner')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ path, body: { role } })
      }}
      className="flex flex-col gap-3"
    >
      <SelectField
        label={t`Change the role`}
        help={i18n._(ROLE_HELP[role])}
        value={role}
        options={options.map((value) => ({ value, label: i18n._(ROLE_NAMES[value]) }))}
        onChange={setRole}
      />
      {change.error && <ErrorNote error={change.error} title={t`The role was not changed`} />}
      <div>
        <Button type="submit" variant="primary" disabled={role === person.role} busy={change.isPending}>
          <Trans>Change role</Trans>
        </Button>
      </div>
    </form>
  )
}

interface PersonDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

function EndSessions({ person, onClose }: PersonDialogProps) {
  return (
    <ConfirmChange
      change="endPersonSessions"
      input={{ path: { person_id: person.id } }}
      done={t`${person.name} is signed out everywhere.`}
      onClose={onClose}
      title={t`End all sessions of ${person.name}?`}
      action={t`End sessions`}
    >
      <p>
        <Trans>
          Every browser is signed out and every token minted in it ends, at once. The person can sign in
          again.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

function TakeFactorAway({ person, onClose }: PersonDialogProps) {
  return (
    <ConfirmChange
      change="removePersonSecondFactor"
      input={{ path: { person_id: person.id } }}
      outdates={['listPeople']}
      done={t`${person.name} no longer has a second factor.`}
      onClose={onClose}
      title={t`Remove the second factor of ${person.name}?`}
      action={t`Take it away`}
      danger
    >
      <p>
        <Trans>
          For people who have lost the app and the recovery codes. Verify who is asking: afterwards the
          password alone is enough, until the person sets up another app.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

function RemovePerson({
  person,
  onClose,
  onRemoved,
}: PersonDialogProps & { readonly onRemoved: () => void }) {
  const toasts = useToasts()
  const remove = useChange('removePerson', {
    outdates: ['listPeople', 'listWorkspaceMembers', 'listInvitations'],
    onSuccess: () => {
      toasts.done(t`${person.name} was removed.`)
      onClose()
      onRemoved()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Remove ${person.name}?`}
      action={t`Remove person`}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { person_id: person.id } })}
    >
      <p>
        <Trans>
          Sessions and tokens of this person end at once and the account is deleted. Connectors, workspaces
          and applications stay. Client secrets that the person has seen stay valid: replace those.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
