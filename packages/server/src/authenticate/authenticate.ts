import { BulkheadError } from '@bulkhead/contract/errors'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { verifyToken } from '#tokens/verify-token'
import { readEpochs } from './read-epochs.ts'

/** The headers that say who calls. */
export interface Presented {
  authorization: string | undefined
  /** `X-Organization-Id`: optional, and never another organization than the token's. */
  organization: string | undefined
}

/** RFC 6750 §2.1. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i

/**
 * Turns a bearer token into the principal it stands for, asking the database whether the token still counts.
 *
 * @throws BulkheadError `unauthenticated`, `organization_mismatch`
 */
export async function authenticate(
  services: Pick<Services, 'database' | 'signingKeys' | 'issuer' | 'audience'>,
  presented: Presented,
): Promise<Principal> {
  const claims = await verifyToken(
    services.signingKeys,
    services.issuer,
    services.audience,
    bearerOf(presented),
  )
  const principal: Principal = {
    organization: claims.organization_id,
    ...(claims.workspace_id !== undefined && { workspace: claims.workspace_id }),
    application: claims.sub,
    client_id: claims.client_id,
    epochs: claims.epochs,
  }
  const { organization, application, workspace } = claims.epochs
  const current = await readEpochs(services.database, principal)
  if (
    current === undefined ||
    current.organization !== organization ||
    current.application !== application ||
    current.workspace !== workspace
  ) {
    throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  }
  if (
    presented.organization !== undefined &&
    presented.organization.toLowerCase() !== principal.organization
  ) {
    throw new BulkheadError(
      'organization_mismatch',
      'X-Organization-Id is not the organization of the token.',
    )
  }
  return principal
}

function bearerOf({ authorization }: Presented): string {
  if (authorization === undefined) {
    throw new BulkheadError('unauthenticated', 'Send a token: Authorization: Bearer <token>.')
  }
  const token = BEARER.exec(authorization)?.[1]
  if (token === undefined) {
    throw new BulkheadError('unauthenticated', 'The Authorization header must be: Bearer <token>.')
  }
  return token
}
