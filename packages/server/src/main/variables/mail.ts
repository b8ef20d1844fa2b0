import type { Variable } from './variable.ts'

/** Server and sender of mails. */
export const MAIL = {
  BULKHEAD_SMTP_URL: {
    default: 'none: invitations are links to copy',
    help: 'SMTP server that mails are sent by, such as smtps://user:password@smtp.example.com. It may be private. A password is sent over TLS alone.',
    isSecret: true,
  },
  BULKHEAD_MAIL_FROM: {
    default: 'none',
    help: 'Sender of mails, such as Bulkhead <bulkhead@example.com>; needed with BULKHEAD_SMTP_URL.',
  },
} as const satisfies Record<string, Variable>
