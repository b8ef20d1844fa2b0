import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { resolveTarget, type Sender } from '@bulkhead/engine'
import { planTokenRequest, tokenGrant } from '@bulkhead/engine/oauth'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import { decryptCredentials } from '#platform/vault/sealed-values'
import { engineFailure } from '../connections/engine-failure.ts'
import { boundTarget } from '../connections/open-connection.ts'
import { contextOfSecrets } from '../connections/split-credentials.ts'
import { getReady } from '../definitions/load-definitions.ts'
import type { OwnDefinitions } from '../definitions/own/own-definitions.ts'
import { getOwner, keepLease, LEASE_SECONDS, type RefreshClaim, releaseClaim } from './claim-refresh.ts'
import { assertClientFits, openOrganizationClient } from './organization-client.ts'
import { finalRefusal, needsReauthentication, onTheWayToTokens } from './refresh-failure.ts'
import { requestTokens } from './request-tokens.ts'
import { markUnrenewable, noteFailure, type Renewal, storeTokens } from './store-tokens.ts'

type Texts = Readonly<Record<string, string>>

/** Services needed for renewing tokens. */
export interface RenewingServices {
  readonly database: Database
  readonly keyring: Keyring
  readonly ownDefinitions: OwnDefinitions
  readonly sender: Sender
  readonly revocations: RevocationFeed
  readonly log: Log
}

/** Time limit for storing tokens while the database does not respond: they may be the only valid ones. */
const STORE_WITHIN_MS = 30_000
const STORE_AGAIN_MS = 250

/**
 * Renews the tokens of a connector for the holder of the claim. No transaction is open during the network request.
 *
 * @returns False if the claim no longer counted, or its connector or workspace changed before anything was sent. The
 *   next claim shows their state.
 * @throws BulkheadError The reason why there are no new tokens. The claim is released. After any other error it
 *   expires.
 */
export async function renewTokens(services: RenewingServices, claim: RefreshClaim): Promise<boolean> {
  const stopKeeping = keepWhile(services, claim)
  try {
    const renewal = await obtainTokens(services, claim).catch((thrown: unknown) =>
      thrown instanceof ClaimOutdated ? abandon(services, claim) : failed(services, claim, thrown),
    )
    if (renewal === false) return false
    if (movesFields(claim, renewal)) return await giveUp(services, claim, 'moved')
    await persistently(() => storeTokens(services, claim, renewal))
    return true
  } finally {
    stopKeeping()
  }
}

/** Thrown if what a claim was read from may have changed before its request was written. */
class ClaimOutdated extends Error {
  override readonly name = 'ClaimOutdated'
}

/** Releases a claim under which nothing was sent. */
async function abandon(services: RenewingServices, claim: RefreshClaim): Promise<false> {
  await releaseClaim(services, claim)
  return false
}

/** Releases the claim. @returns False if it no longer counts. @throws BulkheadError The reason of the failure. */
async function failed(services: RenewingServices, claim: RefreshClaim, thrown: unknown): Promise<false> {
  const final = finalRefusal(thrown, claim.client, claim)
  if (final !== undefined) return giveUp(services, claim, final)
  const error = engineFailure(thrown)
  if (!(error instanceof BulkheadError)) throw error
  const seconds = await noteFailure(services, claim, error.code, error.retryAfter ?? 0)
  if (seconds === undefined) return false
  throw onTheWayToTokens(error, seconds)
}

/** @returns False if the claim no longer counts. @throws BulkheadError `needs_reauthentication` */
async function giveUp(services: RenewingServices, claim: RefreshClaim, failure: string): Promise<false> {
  if (await markUnrenewable(services, claim, failure)) throw needsReauthentication(failure)
  return false
}

/** Decrypts the credentials of the claim and requests new tokens from the service. */
async function obtainTokens(services: RenewingServices, claim: RefreshClaim): Promise<Renewal> {
  const definitions = await services.ownDefinitions.of(getOwner(claim).organization)
  const { definition } = await getReady(definitions.ofConnector(claim.definition_id))
  const option = definition.auth_options.find(({ name }) => name === claim.auth_option)
  if (option === undefined) throw moved('The way this connector authenticates is no longer in its document.')
  const { credentials: fields } = contextOfSecrets(option, open(claim, 'api'))
  const secrets = open(claim, 'refresh')
  // Checked before the service is asked, so that no refresh token is used up for tokens that cannot be stored.
  const bound = { ...claim, origins: claim.api.origins }
  const { settings } = boundTarget(definition, bound, { option, credentials: fields })
  const client =
    claim.client === 'own'
      ? undefined
      : await openOrganizationClient(services, getOwner(claim), definition, option)
  const asked = {
    ...secrets,
    ...(client && { client_id: client.client_id, client_secret: client.client_secret }),
  }
  const grant = tokenGrant(option, asked)
  if (grant === undefined)
    throw moved('The document of this connector no longer says how tokens are renewed.')
  const planned = planTokenRequest(option, { secrets: asked, settings, grant })
  if (!claim.refresh.origins.includes(planned.origin)) {
    throw moved(
      `The document of this connector now has its token endpoint at ${planned.origin}, but its credentials were not given for that.`,
    )
  }
  if (client !== undefined) assertClientFits(client, planned.origin, settings)
  const { organization_id, workspace_id, connector_id } = claim.scope
  const subjects = [workspace_id, connector_id, claim.definition_id]
  const tokens = await requestTokens(services, option, planned, {
    areCurrent: () => !services.revocations.mayHaveEnded(claim.mark, organization_id, () => subjects),
    confirm: () => Promise.reject(new ClaimOutdated()),
  })
  return { definition, option, fields, secrets, tokens }
}

function open(claim: RefreshClaim, purpose: 'api' | 'refresh'): Texts {
  const { origins, sealed } = claim[purpose]
  const context = { ...getOwner(claim), connector: claim.scope.connector_id, purpose, origins }
  return decryptCredentials(claim.data_key, context, sealed)
}

/**
 * Returns whether the new tokens move the connector to another origin than the one for which the owner gave further
 * credentials.
 */
function movesFields(
  { api, settings, base_url }: RefreshClaim,
  { definition, option, fields, tokens }: Renewal,
): boolean {
  if (Object.keys(tokens.settings).length === 0 || Object.keys(fields).length === 0) return false
  const target = { base_url, settings: { ...settings, ...tokens.settings } }
  const { base_url: url } = resolveTarget(definition, target, { option, credentials: fields })
  return !api.origins.includes(url.origin)
}

function moved(message: string): BulkheadError {
  return new BulkheadError('needs_reauthentication', `${message} Update it with the credentials.`)
}

/**
 * Runs `store` until it succeeds. Gives up if it fails for another reason than an unreachable database, or when the
 * time is up.
 */
async function persistently(store: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + STORE_WITHIN_MS
  for (;;) {
    try {
      return void (await store())
    } catch (error) {
      const isOutage = error instanceof BulkheadError && error.code === 'unavailable'
      if (!isOutage || performance.now() > end) throw error
      await sleep(STORE_AGAIN_MS)
    }
  }
}

function keepWhile(services: RenewingServices, claim: RefreshClaim): () => void {
  const timer = setInterval(
    () => {
      keepLease(services, claim).catch((error: unknown) => {
        services.log.warn({ code: (error as { code?: string }).code }, 'a lease could not be kept')
      })
    },
    (LEASE_SECONDS * 1000) / 3,
  )
  timer.unref()
  return () => clearInterval(timer)
}
