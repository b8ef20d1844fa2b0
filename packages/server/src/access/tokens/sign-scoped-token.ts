import { getActorId, type RequestContext } from '../request/principal.ts'
import type { Claims } from './claims.ts'
import { issueToken } from './issue-token.ts'
import type { SigningKeys } from './signing-keys.ts'

interface Dependencies {
  readonly signingKeys: SigningKeys
  readonly issuer: string
  readonly audience: string
  readonly mcpResource: string
}

/**
 * Signs a token for one workspace with the rights of the caller's token, or fewer.
 *
 * @param expires_in Seconds.
 */
export function signScopedToken(
  { signingKeys, issuer, audience, mcpResource }: Dependencies,
  context: RequestContext,
  workspace: { workspace_id: string; epoch: number },
  narrowing: Pick<Claims, 'grant' | 'allowed_origin'> | undefined,
  expires_in: number,
): string {
  return issueToken(
    signingKeys,
    { issuer, audience: [audience, mcpResource] },
    {
      sub: getActorId(context),
      // The token ends with the session, or with the application token and its client secret.
      ...(context.session === undefined ? { parent_id: context.token_id } : { session_id: context.session }),
      ...(context.grant_id !== undefined && { grant_id: context.grant_id }),
      ...(context.client_name !== undefined && { client_name: context.client_name }),
      ...(context.secret !== undefined && { secret_id: context.secret }),
      client_id: context.client_id,
      organization_id: context.organization,
      workspace_id: workspace.workspace_id,
      // The epochs of the actor come from the token that mints. If that is revoked in the meantime, this token is
      // invalid too.
      epochs: { ...context.epochs, workspace: workspace.epoch },
      ...narrowing,
    },
    Math.min(expires_in, getMostSeconds(context)),
  )
}

/**
 * Returns the maximum lifetime of a token of the caller in seconds. Rights from a provider end when they lapse, and
 * those of a session when it ends.
 */
export function getMostSeconds({
  lapses_at,
  ends_at,
}: Pick<RequestContext, 'lapses_at' | 'ends_at'>): number {
  const ends = [lapses_at, ends_at].flatMap((time) => (time === undefined ? [] : [time.getTime()]))
  if (ends.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(1, Math.floor((Math.min(...ends) - Date.now()) / 1000))
}
