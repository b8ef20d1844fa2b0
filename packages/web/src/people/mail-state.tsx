import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { i18n } from '#texts/i18n.ts'
import { Time } from '#ui/show/time.tsx'

export type InvitationMail = NonNullable<Output<'listInvitations'>['data'][number]['mail']>

const FAILURES: Readonly<Record<NonNullable<InvitationMail['failure']>, MessageDescriptor>> = {
  unreachable: msg`The mail server did not accept it.`,
  refused: msg`The mail server refused it.`,
  not_signed_in: msg`The mail server refused the login of this server.`,
}

/** State of the mail that carries an invitation's link. */
export function MailState({ mail }: { readonly mail: InvitationMail }) {
  const { state, at, failure } = mail
  if (state === 'sent')
    return (
      <Trans>
        Sent <Time at={at} />
      </Trans>
    )
  const why = failure !== null && i18n._(FAILURES[failure])
  if (state === 'failed')
    return (
      <span className="text-bad">
        <Trans>Not sent.</Trans> {why}
      </span>
    )
  if (why === false) return <Trans>Will be sent shortly</Trans>
  return (
    <span className="text-warn">
      {why}{' '}
      <Trans>
        It is tried again <Time at={at} />.
      </Trans>
    </span>
  )
}
