import type { Finding } from '#platform/finding'
import { createLog } from '#platform/log'
import { createMailer, type MailFailure } from '#platform/mail/mailer'
import type { Settings } from '../settings.ts'

const FAILURES: Readonly<Record<MailFailure, string>> = {
  unreachable: 'cannot be reached, or has no TLS for the password. See BULKHEAD_SMTP_URL.',
  not_signed_in: 'rejects the user or the password of BULKHEAD_SMTP_URL.',
  refused: 'takes no mail from this machine.',
}

/** Connects to the SMTP server and logs in, if one is set. It sends no mail. */
export async function checkMail({ mail }: Settings): Promise<Finding[]> {
  if (mail === undefined) return []
  const { hostname, host } = new URL(mail.url)
  const failure = await createMailer({ ...mail, log: createLog('silent') }).findFailure()
  const check = 'mail'
  if (failure === undefined)
    return [{ check, status: 'ok', detail: `${host || hostname} can be reached and takes the login` }]
  return [{ check, status: 'failed', detail: `${host || hostname} ${FAILURES[failure]}` }]
}
