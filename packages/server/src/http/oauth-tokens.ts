import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { getPrincipal } from '#access/tokens/authenticate'
import type { VerifiedClaims } from '#access/tokens/claims'
import { hasRoom } from '#access/tokens/revocation/has-room'
import { revoking } from '#access/tokens/revocation/revoking'
import { stillCounts } from '#access/tokens/still-counts'
import { verifyClient } from '#access/tokens/verify-client'
import { verifyToken } from '#access/tokens/verify-token'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import type { Services } from '#operations/services'
import type { WindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'

/** Access tokens that one network may revoke in an hour. */
const REVOCATIONS_PER_HOUR = 600

/**
 * Revokes an access token (RFC 7009). Any holder of the token may do so, as with `POST …/token/revoke`.
 *
 * @param counter Counts by network.
 * @returns Undefined if this server did not issue the token.
 */
export async function respondRevocation(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  counter: WindowCounter,
): Promise<FastifyReply | undefined> {
  const claims = await readToken(services, token)
  if (claims === undefined) return undefined
  // A token that is revoked already needs no second row.
  if (services.revocations.counts(claims) === false) return reply.code(200).send()
  const { count, endsInMs } = counter.count(clientNetwork(request.ip))
  if (count > REVOCATIONS_PER_HOUR)
    return postpone(reply, Math.ceil(endsInMs / 1000), 'Too many tokens were revoked from this network.')
  if (!hasRoom(services.revocations, claims.organization_id, 'holder'))
    return postpone(reply, 60, 'The organization revoked too many tokens in the last twenty minutes.')
  await revokeAccessToken(services, claims, request.id)
  return reply.code(200).send()
}

/** Responds that a token is valid still, and can be revoked later (RFC 7009 §2.2.1). */
function postpone(reply: FastifyReply, seconds: number, why: string): FastifyReply {
  return reply
    .code(503)
    .header('retry-after', String(seconds))
    .send({ error: 'temporarily_unavailable', error_description: `${why} Try again later.` })
}

async function revokeAccessToken(
  services: Services,
  claims: VerifiedClaims,
  request_id: string,
): Promise<void> {
  const { organization_id, workspace_id, session_id, grant_id, client_id, client_name, sub, jti } = claims
  const scope = {
    organization: organization_id,
    ...(workspace_id !== undefined && { workspace: workspace_id }),
  }
  await revoking(services, scope, async (tx, revoke) => {
    await revoke({ kind: 'token', subject_id: jti, epoch: null })
    await insertAuditRecord(tx, {
      ...{
        organization_id,
        event: 'token.revoked',
        outcome: 'done',
        subject_id: jti,
        token_id: jti,
        request_id,
      },
      ...(workspace_id !== undefined && { workspace_id }),
      ...(grant_id !== undefined && { grant_id, client_id, client_name: client_name ?? null }),
      ...(session_id === undefined ? { application_id: sub } : { person_id: sub }),
    })
  })
}

/** Responds to an application of the same organization with the state and rights of an access token (RFC 7662). */
export async function respondIntrospection(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply> {
  const form = new URLSearchParams(body)
  const client = readClient(request.headers.authorization, form)
  if (client === undefined) return refuse(reply)
  const { database, failureLimiter, revocations } = services
  try {
    const { organization } = await verifyClient(
      database,
      failureLimiter,
      request.ip,
      client.id,
      client.secret,
    )
    const claims = await readToken(services, form.get('token') ?? '')
    if (claims?.organization_id !== organization) return reply.send({ active: false })
    const counts = revocations.counts(claims) ?? (await stillCounts(database, getPrincipal(claims)))
    if (!counts) return reply.send({ active: false })
    const { sub, jti, exp, client_id, grant_id, workspace_id } = claims
    return reply.send({
      ...{ active: true, token_type: 'Bearer', iss: services.issuer, sub, jti, exp, client_id },
      ...(grant_id !== undefined && { grant_id }),
      ...(workspace_id !== undefined && { workspace_id }),
    })
  } catch (thrown) {
    if (thrown instanceof BulkheadError && thrown.code === 'invalid_client') return refuse(reply)
    throw thrown
  }
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(401).header('www-authenticate', 'Basic realm="Bulkhead"').send({
    error: 'invalid_client',
    error_description: 'Authenticate as an application of the organization.',
  })
}

/** Reads the claims of a token for any resource of this server. */
async function readToken(
  { signingKeys, issuer, audience, mcpResource }: Services,
  token: string,
): Promise<VerifiedClaims | undefined> {
  if (token.split('.').length !== 3) return undefined
  for (const resource of [audience, mcpResource]) {
    try {
      return await verifyToken(signingKeys, issuer, resource, token)
    } catch (thrown) {
      if (!(thrown instanceof BulkheadError)) throw thrown
    }
  }
  return undefined
}

/** Reads the client id and secret of a request (RFC 6749 §2.3.1). */
export function readClient(
  authorization: string | undefined,
  form: URLSearchParams,
): { readonly id: string; readonly secret: string } | undefined {
  const basic = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? []
    return id === undefined || secret === undefined ? undefined : { id: decode(id), secret: decode(secret) }
  }
  const [id, secret] = [form.get('client_id'), form.get('client_secret')]
  return id === null || secret === null ? undefined : { id, secret }
}

/** Parameter that a request may have several times: it names as many resources (RFC 8707 §2). */
const REPEATED = 'resource'

/**
 * Returns what is wrong with the form of a request: a parameter that is given twice (RFC 6749 §3.2), the character NUL,
 * which a database cannot look up, or credentials of the client both in the header and in the body (§2.3).
 */
export function faultOfForm(authorization: string | undefined, form: URLSearchParams): string | undefined {
  const seen = new Set<string>()
  for (const [name, value] of form) {
    const shown = `The parameter ${name.replaceAll(/[^\w-]/g, '_').slice(0, 60)}`
    if (seen.has(name) && name !== REPEATED) return `${shown} is sent twice. Send it once.`
    if (value.includes('\0')) return `${shown} contains the character NUL.`
    seen.add(name)
  }
  const client = readClient(authorization, form)
  if (client?.id.includes('\0'))
    return 'The client id in the Authorization header contains the character NUL.'
  if (authorization === undefined || !/^Basic\b/i.test(authorization)) return undefined
  // Many clients name themselves in the body too, which does not authenticate them.
  const named = form.get('client_id')
  const isSame = named === null || named === client?.id
  return form.has('client_secret') || !isSame
    ? 'Client credentials are both in the Authorization header and in the body. Send them in one of them.'
    : undefined
}

function decode(text: string): string {
  return new URLSearchParams(`text=${text}`).get('text') ?? ''
}
