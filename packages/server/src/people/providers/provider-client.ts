import { BulkheadError } from '@bulkhead/contract/errors'
import type { Sender } from '@bulkhead/engine'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ServerMetadata,
} from 'openid-client'
import { createCache } from '#platform/cache/create-cache'
import { toEgressFetch } from './egress-fetch.ts'
import { explainFailure } from './explain-failure.ts'

interface Dependencies {
  readonly sender: Sender
}

/** Client registration at a provider. */
export interface ProviderClient {
  readonly issuer: string
  readonly client_id: string
  readonly client_secret: string
}

/** Maximum difference between the clock of a provider and ours, in seconds. */
const CLOCK_SECONDS = 60
const KEPT_MS = 300_000

/** Provider metadata, which is the same for every caller. */
const discovered = createCache<ServerMetadata>({
  name: 'provider_settings',
  key: 'issuer',
  max: 500,
  ttlMs: KEPT_MS,
  invalidatedBy: 'a test of the provider',
})

/**
 * Returns the client of a provider with its metadata and keys. They are cached for five minutes.
 *
 * @param fresh Whether to request them even if they are cached.
 * @throws BulkheadError `provider_failed`
 */
export async function getProviderClient(
  { sender }: Dependencies,
  { issuer, client_id, client_secret }: ProviderClient,
  fresh = false,
): Promise<Configuration> {
  const known = fresh ? undefined : discovered.get(issuer)
  const metadata = known ?? (await discover(sender, issuer, client_id))
  if (known === undefined) discovered.set(issuer, metadata)
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const isPosted = methods.includes('client_secret_post')
  const client = new Configuration(
    metadata,
    client_id,
    { [clockTolerance]: CLOCK_SECONDS },
    isPosted ? ClientSecretPost(client_secret) : ClientSecretBasic(client_secret),
  )
  client[customFetch] = toEgressFetch(sender)
  // The egress policy decides where plain HTTP is allowed.
  allowInsecureRequests(client)
  enableNonRepudiationChecks(client)
  return client
}

/**
 * Makes sure that the issuer of a new provider is entered exactly as its metadata has it. Providers that were stored with
 * a final slash too many or too few go on.
 *
 * @throws BulkheadError `provider_failed`
 */
export async function assertEnteredIssuer(services: Dependencies, provider: ProviderClient): Promise<void> {
  const { issuer } = (await getProviderClient(services, provider, true)).serverMetadata()
  if (issuer !== provider.issuer) throw wrongIssuer(provider.issuer, issuer)
}

async function discover(sender: Sender, issuer: string, client_id: string): Promise<ServerMetadata> {
  try {
    const options = { [customFetch]: toEgressFetch(sender), execute: [allowInsecureRequests] }
    const found = (
      await discovery(new URL(issuer), client_id, undefined, undefined, options)
    ).serverMetadata()
    assertIssuer(issuer, found.issuer)
    for (const endpoint of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
      if (typeof found[endpoint] !== 'string') throw failed(`The provider's settings have no ${endpoint}.`)
      // Pages of this server send browsers to this URL, and a `javascript:` URL would run in those pages.
      if (!/^https?:$/.test(URL.parse(found[endpoint])?.protocol ?? ''))
        throw failed(`The provider's ${endpoint} is not a web URL.`)
    }
    return found
  } catch (error) {
    if (error instanceof BulkheadError) throw error
    const { issuer: said } = ((error as { cause?: { body?: { issuer?: unknown } } }).cause?.body ?? {}) as {
      issuer?: unknown
    }
    if (typeof said === 'string') {
      assertIssuer(issuer, said)
      if (said !== issuer) throw wrongIssuer(issuer, said)
    }
    throw failed(explainFailure(error).sentence)
  }
}

/**
 * Rejects an issuer that stands for many tenants, such as Entra's `common`. It would admit anyone from any tenant who
 * claims an address.
 *
 * @throws BulkheadError `provider_failed`
 */
function assertIssuer(entered: string, said: string): void {
  if (said.includes('{')) {
    throw failed(
      `The provider's issuer is "${said}", for people of any organization, but you entered "${entered}". Enter the issuer with your own tenant's id in it.`,
    )
  }
  if (said.replace(/\/$/, '') === entered.replace(/\/$/, '')) return
  throw wrongIssuer(entered, said)
}

function wrongIssuer(entered: string, said: string): BulkheadError {
  return failed(`The provider's issuer is "${said}", but you entered "${entered}". Enter the provider's.`)
}

function failed(message: string): BulkheadError {
  return new BulkheadError('provider_failed', message)
}
