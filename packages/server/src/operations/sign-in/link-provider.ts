import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { linkProvider as operation } from '@bulkhead/contract/people/sign-in'
import type { RequestContext } from '#access/request/principal'
import { WithHeaders } from '#access/request/with-headers'
import { assertMayAddFactor } from '#people/passkeys/passkey-rows'
import { beginFlow, beginFlowDiscreetly } from '#people/providers/begin-flow'
import { readEnabledProvider } from '#people/providers/enabled-provider'
import { providerNotFound } from '#people/providers/provider-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/**
 * Sends the browser of a signed-in person to a provider of the organization. Afterwards the identity there belongs to
 * the person.
 */
export async function linkProvider(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { organization, person, session, role } = context
  const provider = await readEnabledProvider(services, params.provider_id)
  if (provider.organization !== organization) throw providerNotFound()
  if (person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  await asIdentity(services.database, 'read only', async (_tx, become) =>
    assertMayAddFactor(await become({ role: 'bulkhead_organization', organization }), context),
  )
  const begin = role === 'owner' ? beginFlow : beginFlowDiscreetly
  const { authorization_url, cookie } = await begin(services, provider, { kind: 'link', person, session })
  return new WithHeaders({ 'set-cookie': cookie }, { authorization_url })
}
