import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { linkProvider as operation } from '@bulkhead/contract/people/sign-in'
import { beginFlow, beginFlowDiscreetly } from '#identity/providers/begin-flow'
import { readEnabledProvider } from '#identity/providers/enabled-provider'
import { providerNotFound } from '#identity/providers/provider-rows'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'
import { WithHeaders } from '#request/with-headers'

/**
 * Sends the browser of a signed-in person to a provider of the organization. Afterwards the identity there belongs to
 * the person.
 */
export async function linkProvider(
  services: Services,
  { organization, person, session, role }: RequestContext,
  { params }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const provider = await readEnabledProvider(services, params.provider_id)
  if (provider.organization !== organization) throw providerNotFound()
  if (person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  const begin = role === 'owner' ? beginFlow : beginFlowDiscreetly
  const { authorization_url, cookie } = await begin(services, provider, { kind: 'link', person, session })
  return new WithHeaders({ 'set-cookie': cookie }, { authorization_url })
}
