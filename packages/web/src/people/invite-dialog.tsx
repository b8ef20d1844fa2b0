import type { Role } from '@bulkhead/contract/operation'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { ROLE_HELP, ROLE_NAMES, ROLES } from '#entities/session/role-names.ts'
import { useSession } from '#entities/session/use-session.ts'
import { type WorkspaceLevel, WorkspaceLevels } from '#entities/workspace/workspace-levels.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { LinesField } from '#ui/form/fields.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { InvitationLinks } from './invitation-links.tsx'
import { MailState } from './mail-state.tsx'

/** Maximum number of addresses per request of the API. */
const MOST = 100

/** Dialog that invites several people at once, with one role and the same workspaces. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const isOwner = useSession()?.person.role === 'owner'
  const [text, setText] = useState('')
  // An address is not complete while it is typed.
  const [isTyping, setTyping] = useState(false)
  const [role, setRole] = useState<Role>('member')
  const [workspaces, setWorkspaces] = useState<readonly WorkspaceLevel[]>([])
  const invite = useChange('createInvitations', { outdates: ['listInvitations'] })
  const emails = readAddresses(text)
  const error =
    !isTyping && text.trim() !== '' && emails.length === 0
      ? t`There is no e-mail address in it.`
      : emails.length > MOST
        ? t`${emails.length} addresses; ${MOST} at most at once.`
        : undefined
  if (invite.data !== undefined) return <Made made={invite.data} onClose={onClose} />
  function submit() {
    setTyping(false)
    if (error !== undefined || emails.length === 0) return
    invite.mutate({
      body: {
        emails: [...emails],
        role,
        ...(role === 'member' && workspaces.length > 0 && { workspaces: [...workspaces] }),
      },
    })
  }
  return (
    <EditDialog
      isChanged={() => text !== '' || workspaces.length > 0}
      title={t`Invite people`}
      description={t`Each gets a link that works once, for that address, for 7 days.`}
      onClose={onClose}
      action={<Trans context="people">Invite</Trans>}
      busy={invite.isPending}
      onSubmit={submit}
      error={invite.error}
      autoComplete="off"
      errorTitle={t`Nobody was invited`}
    >
      <LinesField
        label={t`E-mail addresses`}
        error={error}
        help={
          emails.length > 0
            ? plural(emails.length, { one: '# address', other: '# addresses' })
            : t`Separated by commas, spaces or line breaks.`
        }
        name="emails"
        required
        rows={4}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setTyping(true)
        }}
        onBlur={() => setTyping(false)}
        data-autofocus=""
      />
      <SelectField
        label={t`Role`}
        help={i18n._(ROLE_HELP[role])}
        value={role}
        options={ROLES.filter((one) => isOwner || one !== 'owner').map((value) => ({
          value,
          label: i18n._(ROLE_NAMES[value]),
        }))}
        onChange={setRole}
      />
      {role === 'member' && <WorkspaceLevels value={workspaces} onChange={setWorkspaces} />}
    </EditDialog>
  )
}

interface MadeProps {
  readonly made: Output<'createInvitations'>
  readonly onClose: () => void
}

function Made({ made, onClose }: MadeProps) {
  const links = made.data.flatMap(({ email, sign_up_url }) =>
    sign_up_url === undefined ? [] : [{ email, sign_up_url }],
  )
  const invited = made.data.filter(({ status }) => status === 'invited').length
  const mails = made.data.flatMap(({ email, mail }) => (mail ? [{ email, mail }] : []))
  const known = made.data.filter(({ status }) => status === 'is_member')
  return (
    <Dialog
      open
      onClose={onClose}
      title={plural(invited, { one: '# person was invited', other: '# people were invited' })}
      locked
    >
      <DialogBody className="flex flex-col gap-3 pb-5">
        {links.length > 0 && <InvitationLinks links={links} />}
        {mails.length > 0 && (
          <>
            <p className="text-sm">
              <Trans>
                Each person gets the link by mail. The invitation shows whether the mail was sent.
              </Trans>
            </p>
            <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line">
              {mails.map(({ email, mail }) => (
                <li key={email} className="px-3 py-1.5 text-sm">
                  <p className="truncate">{email}</p>
                  <p className="text-muted text-xs">
                    <MailState mail={mail} />
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
        {known.length > 0 && (
          <p className="text-muted text-sm">
            <Trans>Already in the organization: {known.map(({ email }) => email).join(', ')}</Trans>
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose} data-autofocus="">
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/**
 * Returns the email addresses in a pasted text. Commas, semicolons, spaces or line breaks separate them, and each may
 * have a name.
 */
function readAddresses(text: string): readonly string[] {
  const inBrackets = [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map(([, address = '']) => address)
  const bare = text
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    .split(/[\s,;]+/)
    .filter((word) => word.includes('@'))
  return [...new Set([...inBrackets, ...bare].map((address) => address.toLowerCase()))]
}
