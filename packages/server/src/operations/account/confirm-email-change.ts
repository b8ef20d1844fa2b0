import type { Input, Output } from '@bulkhead/contract/operation'
import { confirmEmailChange as operation } from '@bulkhead/contract/people/account'
import { networkNotAllowed } from '#access/request/authorize'
import { endMailedLinks, invalidEmailLink, isEmailTaken, takeEmailLink } from '#people/account/email-link'
import { mailEmailChanged } from '#people/account/mail-email-link'
import { recordPerson } from '#people/record-person'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import type { Arrival } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import { isUniqueViolation } from '#platform/database/schema/sqlstate'
import { readMailBrand } from '#tenancy/organizations/read-mail-brand'
import type { Services } from '../services.ts'

/** Changes the address of a person to the one that a link was mailed to, and notifies the old address. */
export async function confirmEmailChange(
  services: Services,
  arrival: Arrival,
  { body: { token } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { mailer, signInAttempts, backgroundTasks } = services
  const changed = await signInAttempts
    .attempt(arrival.address, undefined, () => changeEmail(services, token, arrival))
    .catch((error: unknown) => {
      // Another person took the address at the same time.
      if (isUniqueViolation(error)) throw invalidEmailLink()
      throw error
    })
  if (changed === undefined) throw invalidEmailLink()
  if (mailer !== undefined) backgroundTasks.add(mailEmailChanged(mailer, changed))
  return { email: changed.email, changed_at: new Date().toISOString() }
}

function changeEmail({ database, issuer }: Services, token: string, { address, request_id }: Arrival) {
  return asIdentity(database, 'read write', async (tx, become) => {
    const link = await takeEmailLink(tx, token)
    if (link === undefined || (await isEmailTaken(tx, link.email))) return undefined
    const { person, email } = link
    const member = await tx
      .selectFrom('identity.people as p')
      .innerJoin('identity.members as m', 'm.person_id', 'p.id')
      .select(['p.email as before', 'm.organization_id as organization'])
      .where('p.id', '=', person)
      .orderBy('m.created_at')
      .limit(1)
      .executeTakeFirst()
    // The person was removed in the meantime.
    if (member === undefined) return undefined
    const { before, organization } = member
    if (!(await isAllowedAddress(tx, organization, address))) throw networkNotAllowed()
    await tx.updateTable('identity.people').set({ email }).where('id', '=', person).execute()
    // Links for resetting the password went to the old address.
    await endMailedLinks(tx, person)
    const rows = await recordPerson(become, { event: operation.audit, organization, person, request_id })
    return { before, email, brand: await readMailBrand(rows, issuer) }
  })
}
