/** Settings of mail. */
export interface MailSettings {
  readonly url: string
  readonly from: string
}

/** Reads the server and the sender of mails. Undefined if no mail is sent. @throws Error that names the variable. */
export function readMail(url: string | undefined, from: string | undefined): MailSettings | undefined {
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || from === undefined) {
    throw new Error('BULKHEAD_SMTP_URL and BULKHEAD_MAIL_FROM must be given together, or neither.')
  }
  // The message does not repeat the value: it may contain a password.
  const { protocol = '', hostname } = URL.parse(url) ?? {}
  if (!/^smtps?:$/.test(protocol) || hostname === '') {
    throw new Error(
      'BULKHEAD_SMTP_URL must be a URL such as smtps://user:password@smtp.example.com or smtp://localhost:25.',
    )
  }
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new Error('BULKHEAD_MAIL_FROM must be an address, such as Bulkhead <bulkhead@example.com>.')
  }
  return { url, from }
}
