import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Ban, Mail, RotateCw } from 'lucide-react'
import type { Output } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { LEVEL_NAMES } from '#entities/session/role-names.ts'
import { usePerson } from '#entities/session/use-person.ts'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { InvitationLinks } from './invitation-links.tsx'
import { MailState } from './mail-state.tsx'
import { RoleBadge } from './role-badge.tsx'

interface InvitationSheetProps {
  readonly invitation: Output<'listInvitations'>['data'][number]
  readonly ids: readonly string[]
  /** Shows another invitation. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for an invitation beside the list, with actions to create another link or to revoke the invitation. */
export function InvitationSheet({ invitation, ids, onShow }: InvitationSheetProps) {
  const { id, email, role, workspaces, invited_by, created_at, expires_at, mail } = invitation
  const toasts = useToasts()
  const at = ids.indexOf(id)
  const step = (to: string | undefined) => (at < 0 || to === undefined ? undefined : () => onShow(to))
  const path = { invitation_id: id }
  const inviter = usePerson(invited_by)
  const renew = useChange('renewInvitation', { outdates: ['listInvitations'] })
  const revoke = useChange('revokeInvitation', {
    outdates: ['listInvitations'],
    onSuccess: () => toasts.done(t`The invitation of ${email} was revoked.`),
  })
  const error = renew.error ?? revoke.error
  return (
    <SideSheet
      label={t`Invitation`}
      heading={<span className="min-w-0 truncate">{email}</span>}
      onClose={() => onShow(undefined)}
      onPrevious={step(ids[at - 1])}
      onNext={step(ids[at + 1])}
    >
      <div className="flex flex-col gap-4">
        <Facts>
          <Fact name={t`Role`}>
            <RoleBadge role={role} />
          </Fact>
          {workspaces.length > 0 && (
            <Fact name={t`Workspaces`}>
              <ul>
                {workspaces.map(({ workspace_id, level }) => (
                  <li key={workspace_id}>
                    <WorkspaceName id={workspace_id} />
                    <span className="text-muted text-xs">{i18n._(LEVEL_NAMES[level])}</span>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
          <Fact name={t`Invited by`}>
            {inviter.person?.name ?? (inviter.isPending ? '…' : t`a person who left`)}
          </Fact>
          <Fact name={t`Invited`}>
            <Time at={created_at} />
          </Fact>
          <Fact name={t`Works until`}>
            <Time at={expires_at} />
          </Fact>
          {mail !== null && (
            <Fact name={t`Mail`}>
              <MailState mail={mail} />
            </Fact>
          )}
        </Facts>
        {renew.data?.sign_up_url !== undefined && (
          <InvitationLinks links={[{ email, sign_up_url: renew.data.sign_up_url }]} />
        )}
        <div className="flex flex-wrap gap-2">
          {mail !== null && (
            <Button
              icon={<Mail />}
              busy={renew.isPending}
              onClick={() => renew.mutate({ path, body: { send_mail: true } })}
            >
              <Trans>Send another link</Trans>
            </Button>
          )}
          <Button icon={<RotateCw />} busy={renew.isPending} onClick={() => renew.mutate({ path, body: {} })}>
            <Trans>Make another link</Trans>
          </Button>
          <Button
            variant="danger-quiet"
            icon={<Ban />}
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ path }, { onSuccess: () => onShow(undefined) })}
          >
            <Trans>Revoke</Trans>
          </Button>
        </div>
        <p className="text-muted text-xs">
          <Trans>A new link works for 7 days. The previous link ends.</Trans>
        </p>
        {error && <ErrorNote error={error} />}
      </div>
    </SideSheet>
  )
}
