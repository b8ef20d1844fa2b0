import { BulkheadError } from '@bulkhead/contract/errors'
import type { removePersonSecondFactor as operation } from '@bulkhead/contract/people/account'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { lockPeople } from '#people/lock-people'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { raisePersonEpoch } from '#people/raise-person-epoch'
import { secondFactorNotFound } from '#people/second-factor/prove-second-factor'
import type { Handler } from '../handler.ts'

/**
 * Removes a person's lost second factors: the authenticator app and the passkeys. From then on the password alone signs
 * the person in. Where a second factor is required, tokens of the person end too.
 */
export const removePersonSecondFactor: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const { person } = await lockPeople(tx, params.person_id, context.person)
    // Removing one's own second factor requires the password: a session alone must not suffice.
    if (person === context.person) {
      throw new BulkheadError('not_permitted', 'Turn off your own second factor in your account.')
    }
    const passkeys = await tx
      .deleteFrom('identity.passkeys')
      .where('person_id', '=', person)
      .executeTakeFirst()
    const { numDeletedRows } = await tx
      .deleteFrom('identity.second_factors')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows + passkeys.numDeletedRows === 0n) throw secondFactorNotFound()
    if ((await readSignInPolicy(tx)).second_factor) await raisePersonEpoch(tx, revoke, person)
    await recordAudit(tx, context, { subject: person })
    return { id: person, removed_at: new Date().toISOString() }
  })
}
