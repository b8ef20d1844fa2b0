import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { beginPasskeySignIn as operation } from '@bulkhead/contract/people/passkeys'
import type { Anyone } from '#access/request/anyone'
import { createBinding } from '#access/request/browser-binding'
import { WithHeaders } from '#access/request/with-headers'
import { CHALLENGE_SECONDS, keepSignIn, newChallenge } from '#people/passkeys/passkey-challenge'
import { getRelyingParty } from '#people/passkeys/verify-passkey'
import { clientNetwork } from '#platform/client-network'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/** Challenges that a network gets in ten minutes. Each is a row until it expires. */
const CHALLENGES_PER_WINDOW = 300

/** Returns a challenge for a browser, which a passkey signs. */
export async function beginPasskeySignIn(
  { database, issuer: publicUrl, signInAttempts, passkeyChallenges }: Services,
  { address }: Anyone,
): Promise<WithHeaders<Output<typeof operation>>> {
  if (passkeyChallenges.count(clientNetwork(address)).count > CHALLENGES_PER_WINDOW) {
    throw new BulkheadError(
      'rate_limited',
      'Too many sign-ins with a passkey were begun from this network. Try again in ten minutes.',
      { retryAfter: 600 },
    )
  }
  const challenge = newChallenge()
  const { cookie, hash } = createBinding(publicUrl, { kind: 'passkey', id: challenge }, CHALLENGE_SECONDS)
  // This counts no attempt. A network with too many refused attempts gets no further challenges.
  await signInAttempts.attemptElsewhere(address, async () => {
    await asIdentity(database, 'read write', (tx) => keepSignIn(tx, challenge, hash))
    return challenge
  })
  return new WithHeaders(
    { 'set-cookie': cookie },
    {
      options: {
        ...{ challenge, rpId: getRelyingParty(publicUrl).id, timeout: CHALLENGE_SECONDS * 1000 },
        ...{ userVerification: 'required', allowCredentials: [] },
      },
    },
  )
}
