import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CopyButton } from '#ui/copy-button.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface InvitationLinksProps {
  readonly links: readonly { readonly email: string; readonly sign_up_url: string }[]
}

/** Links of invitations, the one time that they are seen. */
export function InvitationLinks({ links }: InvitationLinksProps) {
  return (
    <>
      <Warning>
        <Trans>Send each person the own link. The links are not shown again; another one can be made.</Trans>
      </Warning>
      <div className="rounded-md border border-line">
        {links.length > 1 && (
          <div className="flex h-9 items-center justify-end gap-2 border-line border-b pr-1 pl-3 text-muted text-xs">
            <Trans>All, one a line</Trans>
            <CopyButton
              text={links.map(({ email, sign_up_url }) => `${email} ${sign_up_url}`).join('\n')}
              what={t`all links`}
            />
          </div>
        )}
        <ul className="max-h-72 divide-y divide-line overflow-y-auto">
          {links.map(({ email, sign_up_url }) => (
            <li key={email} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
              <div className="min-w-0 flex-1">
                <p className="truncate">{email}</p>
                <p className="truncate font-mono text-muted text-xs">{sign_up_url}</p>
              </div>
              <CopyButton text={sign_up_url} what={t`the link for ${email}`} />
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
