import { Trans } from '@lingui/react/macro'
import { LinkList } from '#ui/show/link-list.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface InvitationLinksProps {
  readonly links: readonly { readonly email: string; readonly sign_up_url: string }[]
}

/** Links of new invitations. They are shown only once. */
export function InvitationLinks({ links }: InvitationLinksProps) {
  return (
    <>
      <Warning>
        <Trans>
          Send each person their own link. The links are not shown again, but you can create new ones.
        </Trans>
      </Warning>
      <LinkList
        links={links.map(({ email, sign_up_url }) => ({ key: email, name: email, url: sign_up_url }))}
      />
    </>
  )
}
