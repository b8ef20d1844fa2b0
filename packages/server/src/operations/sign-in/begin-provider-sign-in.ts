import { invalid } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { beginProviderSignIn as operation } from '@bulkhead/contract/people/sign-in'
import type { Anyone } from '#access/request/anyone'
import { WithHeaders } from '#access/request/with-headers'
import { beginFlowDiscreetly } from '#people/providers/begin-flow'
import { readEnabledProvider } from '#people/providers/enabled-provider'
import type { OpenProvider } from '#people/providers/provider-rows'
import { findSignUpLink, invalidSignUpLink } from '#people/sign-up-link'
import { hashSignUpToken } from '#people/sign-up-token'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/** Sends a browser to a provider. */
export async function beginProviderSignIn(
  services: Services,
  { address, request_id }: Anyone,
  { params, body }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const provider = await readEnabledProvider(services, params.provider_id)
  const return_to = toOwnPath(services.issuer, body.return_to ?? '/')
  const token_hash = body.invitation === undefined ? undefined : hashSignUpToken(body.invitation)
  const purpose = {
    kind: 'sign_in' as const,
    return_to,
    ...(token_hash !== undefined && { invitation: token_hash.toString('base64url') }),
  }
  const begun = await services.signInAttempts.attemptElsewhere(address, async () => {
    if (token_hash !== undefined && !(await isInvitation(services, token_hash, provider))) return undefined
    return beginFlowDiscreetly(services, provider, purpose, () => {
      const { organization, provider_id } = provider
      services.log.warn(
        { request_id, provider_id, reason: 'unreachable' },
        'a sign-in with a provider failed',
      )
      services.backgroundTasks.add(
        services.signInRefusals.recordProvider({
          ...{ organization, provider_id, request_id },
          ...{ reason: 'unreachable', link: undefined },
        }),
      )
    })
  })
  if (begun === undefined) throw invalidSignUpLink()
  const { authorization_url, cookie } = begun
  return new WithHeaders({ 'set-cookie': cookie }, { authorization_url })
}

/** Returns whether a token is that of an invitation to the provider's organization. */
async function isInvitation(
  { database }: Services,
  token_hash: Buffer,
  { organization }: OpenProvider,
): Promise<boolean> {
  const link = await asIdentity(database, 'read only', (tx) => findSignUpLink(tx, token_hash))
  return link?.email != null && link.organization_id === organization
}

/**
 * Returns the path as browsers read it. They remove tabs and line breaks, and resolve dots, after which it may name
 * another host.
 */
function toOwnPath(publicUrl: string, path: string): string {
  const url = URL.parse(path, publicUrl)
  if (url?.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//'))
    throw invalid('body.return_to', 'body.return_to must be a path of this server, such as /connectors.')
  return url.pathname + url.search + url.hash
}
