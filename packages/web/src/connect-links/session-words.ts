import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import type { Output } from '#api/api.ts'
import type { Tone } from '#ui/show/badge.tsx'

export type ConnectSession = Output<'listConnectSessions'>['data'][number]

const WORDS: Readonly<Record<ConnectSession['status'], readonly [text: MessageDescriptor, tone: Tone]>> = {
  open: [msg`Link is open`, 'neutral'],
  awaiting_confirmation: [msg`Awaits confirmation`, 'warn'],
  completed: [msg`Connected`, 'good'],
  failed: [msg`Failed`, 'bad'],
  refused: [msg`Declined`, 'neutral'],
  expired: [msg`Expired`, 'neutral'],
  revoked: [msg`Revoked`, 'neutral'],
  discarded: [msg`Discarded`, 'neutral'],
}

/** Returns the state of a connect link in words. */
export function getStatusWords({ status }: Pick<ConnectSession, 'status'>): {
  readonly text: string
  readonly tone: Tone
} {
  const [text, tone] = WORDS[status]
  return { text: t(text), tone }
}

/** Returns the recipient of a link. Undefined: none was given. */
export function getRecipient({ end_user }: Pick<ConnectSession, 'end_user'>): string | undefined {
  return end_user === null ? undefined : (end_user.name ?? end_user.email ?? end_user.id)
}

/** Returns the name of the connected account. */
export function getAccount({ account }: Pick<ConnectSession, 'account'>): string | undefined {
  return account === null ? undefined : (account.name ?? account.id)
}
