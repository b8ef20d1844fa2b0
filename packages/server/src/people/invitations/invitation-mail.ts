import { BulkheadError } from '@bulkhead/contract/errors'
import type { InvitationItem } from '@bulkhead/contract/people/invitations'
import type { Selectable } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'
import type { Mailer } from '#platform/mail/mailer'

export const MAIL_COLUMNS = ['mail_state', 'mail_at', 'mail_failure'] as const

type MailRow = Pick<Selectable<Schema['identity.sign_up_links']>, (typeof MAIL_COLUMNS)[number]>

/** Returns the mail state of an invitation as the API shows it. */
export function toInvitationMail({ mail_state, mail_at, mail_failure }: MailRow): InvitationItem['mail'] {
  if (mail_state === null || mail_at === null) return null
  return { state: mail_state, at: mail_at.toISOString(), failure: mail_failure }
}

/** Returns the mail columns of an invitation that is to be mailed, or of one whose link the inviter hands over. */
export function newMail(isSent: boolean) {
  const [mail_state, mail_at] = isSent ? (['waiting', new Date()] as const) : ([null, null] as const)
  return { mail_state, mail_at, mail_tries: 0, mail_failure: null }
}

/**
 * Returns whether a link is sent by mail. @throws BulkheadError `not_supported` if mail was requested but the server
 * cannot send any.
 */
export function sendsMail(
  mailer: Mailer | undefined,
  asked: boolean | null | undefined,
  otherwise: boolean,
): boolean {
  const isSent = asked ?? (otherwise && mailer !== undefined)
  if (isSent && mailer === undefined) {
    throw new BulkheadError(
      'not_supported',
      'This server sends no mail. Hand over the link yourself, or ask the operator to set BULKHEAD_SMTP_URL.',
    )
  }
  return isSent
}
