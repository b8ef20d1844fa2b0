import { BulkheadError } from '@bulkhead/contract/errors'
import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import type { Client, Interaction, Provider } from 'oidc-provider'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { RequestContext } from '#request/principal'
import { SIGN_IN_COOKIE } from './authorization-server.ts'
import { getRedirectOrigin, isOnDevice } from './redirects.ts'
import { isReadOnlyScope } from './scopes.ts'

interface Dependencies {
  readonly database: Database
  readonly issuer: string
  authorizationServer(): Promise<Provider>
}

/** Sessions as young as this were signed in to for the decision, or shortly before. */
const RECENT_MS = 15 * 60_000

/** A program that waits for the person to decide. */
export interface SignIn {
  readonly interaction: Interaction
  readonly client: Client
  readonly shown: AgentSignIn
  /** Tells the program that it may not. @returns Where the browser goes next. */
  refuse(): Promise<string>
  /** Whether the session of the person is young. */
  isRecent(): Promise<boolean>
}

/**
 * Finds the sign-in of a program that began in this browser: a link to somebody else's begins nothing.
 *
 * @throws BulkheadError `agent_sign_in_not_found`
 */
export async function findSignIn(
  services: Dependencies,
  context: RequestContext,
  sign_in_id: string,
): Promise<SignIn> {
  const provider = await services.authorizationServer()
  const began = readCookie(context.cookies, SIGN_IN_COOKIE)
  const interaction = began === sign_in_id ? await provider.Interaction.find(sign_in_id) : undefined
  const client = interaction && (await provider.Client.find(String(interaction.params.client_id)))
  const organization = (client as { organization_id?: string } | undefined)?.organization_id
  if (interaction === undefined || client === undefined || interaction.result !== undefined) throw notFound()
  // A client that another organization registered is none here.
  if (organization !== undefined && organization !== context.organization) throw notFound()
  return {
    interaction,
    client,
    shown: getShown(client, interaction),
    async refuse() {
      interaction.result = { error: 'access_denied', error_description: 'The person refused.' }
      return saveResult(services, interaction)
    },
    async isRecent() {
      const session = await asIdentity(services.database, 'read only', (tx) =>
        tx
          .selectFrom('identity.sessions')
          .select('created_at')
          .where('id', '=', context.session ?? null)
          .executeTakeFirst(),
      )
      return session !== undefined && Date.now() - session.created_at.getTime() < RECENT_MS
    },
  }
}

/** Keeps what was decided. @returns Where the browser goes next. */
export async function saveResult(
  { issuer }: Pick<Dependencies, 'issuer'>,
  interaction: Interaction,
): Promise<string> {
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000))
  return `${issuer}/oauth/authorize/${interaction.uid}`
}

function getShown(client: Client, { params }: Interaction): AgentSignIn {
  const redirect = String(params.redirect_uri)
  const kind = getKind(client)
  const is_on_device = isOnDevice(redirect)
  return {
    client: {
      id: client.clientId,
      name: (client.clientName ?? '').slice(0, 200) || getRedirectOrigin(redirect),
      kind,
      host: kind === 'document' ? new URL(client.clientId).host : null,
    },
    redirect_origin: getRedirectOrigin(redirect),
    is_on_device,
    is_read_only: isReadOnlyScope(String(params.scope ?? 'mcp')),
    needs_recent_sign_in: kind === 'dynamic' || is_on_device,
  }
}

function getKind(client: Client): AgentSignIn['client']['kind'] {
  if (client.clientId.startsWith('https://')) return 'document'
  return (client as { organization_id?: string }).organization_id === undefined ? 'dynamic' : 'registered'
}

function readCookie(cookies: string | undefined, name: string): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}

function notFound(): BulkheadError {
  return new BulkheadError(
    'agent_sign_in_not_found',
    'This was decided already, took too long, or was not begun in this browser. Connect again in the program.',
  )
}
