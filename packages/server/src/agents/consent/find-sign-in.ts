import { BulkheadError } from '@bulkhead/contract/errors'
import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import { sql } from 'kysely'
import type { Client, Interaction, Provider } from 'oidc-provider'
import type { RequestContext } from '#access/request/principal'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { hashId } from '../artifacts.ts'
import { hasSignInCookie } from '../bind-sign-ins.ts'
import { getDefaultResource } from '../command-line.ts'
import { DOCUMENT_UNREACHABLE } from '../documents/client-documents.ts'
import { getRedirectOrigin, isOnDevice } from '../redirects.ts'
import { findRegistration, type Registration } from '../registered-clients.ts'
import { isReadOnlyScope } from '../scopes.ts'
import type { WaitingSignIn } from './allow-sign-in.ts'
import { describeClient } from './describe-client.ts'
import { isRecentSession } from './is-recent-session.ts'
import { signInNotFound } from './sign-in-not-found.ts'

interface Dependencies {
  readonly database: Database
  readonly issuer: string
  readonly audience: string
  readonly mcpResource: string
  authorizationServer(): Promise<Provider>
}

/** Sign-in of a program that waits for the person to decide. */
export interface SignIn extends WaitingSignIn {
  readonly shown: AgentSignIn
  /** URL at which the browser continues after the decision. */
  readonly redirect_to: string
  /** Returns whether the person signed in recently. */
  isRecent(): Promise<boolean>
}

/**
 * Finds the sign-in of a program that began in this browser. A link to a sign-in that began in another browser finds
 * nothing.
 *
 * @throws BulkheadError `agent_sign_in_not_found`
 */
export async function findSignIn(
  services: Dependencies,
  context: RequestContext,
  sign_in_id: string,
): Promise<SignIn> {
  const provider = await services.authorizationServer()
  const isOfBrowser = hasSignInCookie(services.issuer, sign_in_id, context.cookies)
  const interaction = isOfBrowser ? await provider.Interaction.find(sign_in_id) : undefined
  const client = interaction && (await findClient(provider, String(interaction.params.client_id)))
  const registration = client && (await findRegistration(services.database, client.clientId))
  if (interaction === undefined || client === undefined || interaction.result !== undefined)
    throw signInNotFound()
  // The client had the redirect URI when the sign-in began.
  if (!client.redirectUriAllowed(String(interaction.params.redirect_uri))) throw signInNotFound()
  // A client that another organization registered does not exist for this one.
  if (registration !== undefined && registration.organization !== context.organization) throw signInNotFound()
  const shown = getShown(client, interaction, registration)
  const { scope = '', resource = getDefaultResource(services, client.clientId) } = interaction.params
  return {
    shown,
    grantee: {
      client: shown.client,
      redirect_origin: shown.redirect_origin,
      scope: String(scope),
      resource: String(resource),
    },
    redirect_to: `${services.issuer}/oauth/authorize/${interaction.uid}`,
    refuse: () =>
      saveResult(services, interaction, { error: 'access_denied', error_description: 'The person refused.' }),
    allow: (grant_id) =>
      saveResult(services, interaction, {
        login: { accountId: context.person ?? '', remember: false },
        consent: { grantId: grant_id },
      }),
    isRecent: () => isRecentSession(services.database, context),
  }
}

async function findClient(provider: Provider, client_id: string): Promise<Client | undefined> {
  try {
    return await provider.Client.find(client_id)
  } catch (error) {
    if ((error as { error?: string }).error !== 'temporarily_unavailable') throw error
    throw new BulkheadError('unavailable', DOCUMENT_UNREACHABLE, { retryAfter: 10 })
  }
}

/** Stores a decision. @returns Whether nobody had decided before. */
async function saveResult(
  { database }: Pick<Dependencies, 'database'>,
  { uid }: Interaction,
  result: NonNullable<Interaction['result']>,
): Promise<boolean> {
  const { numUpdatedRows } = await asIdentity(database, 'read write', (tx) =>
    tx
      .updateTable('identity.agent_rows')
      .set({ payload: sql`payload || ${JSON.stringify({ result })}::jsonb` })
      .where('model', '=', 'Interaction')
      .where('id_hash', '=', hashId(uid))
      .where('expires_at', '>', sql<Date>`now()`)
      .where(sql<boolean>`not payload ? 'result'`)
      .executeTakeFirst(),
  )
  return numUpdatedRows > 0n
}

function getShown(
  client: Client,
  { params }: Interaction,
  registration: Registration | undefined,
): AgentSignIn {
  const redirect = String(params.redirect_uri)
  const redirect_origin = getRedirectOrigin(redirect)
  const described = describeClient(client, redirect_origin, params.workspace, registration)
  const is_on_device = isOnDevice(redirect)
  return {
    ...described,
    redirect_origin,
    is_on_device,
    is_read_only: isReadOnlyScope(String(params.scope ?? 'mcp')),
    needs_recent_sign_in: !described.client.verified || is_on_device,
  }
}
