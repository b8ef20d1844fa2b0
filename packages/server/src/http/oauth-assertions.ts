import { isDeepStrictEqual } from 'node:util'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type Grant, GrantFields } from '@bulkhead/contract/grants'
import { Id, Shape } from '@bulkhead/contract/values/shapes'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { assertActions, toGrant } from '#access/tokens/read-grant'
import { acceptAssertion } from '#agents/assertions/accept-assertion'
import { AssertionRefused } from '#agents/assertions/assertion'
import { authenticateClient } from '#agents/assertions/authenticate-client'
import { findApprover } from '#agents/assertions/find-approver'
import { readAssertionIssuer, verifyAssertion } from '#agents/assertions/verify-assertion'
import { issueGrantToken } from '#agents/issue-grant-token'
import { getRetryAfter, toOutageBody } from '#agents/outages'
import type { Services } from '#operations/services'
import { assertValid, getValidator } from '#operations/validation'
import { DETAILS_TYPE } from './oauth-client-credentials.ts'
import { readClient } from './oauth-tokens.ts'

/**
 * Issues an access token to a registered client for the person named in an identity assertion of a provider (RFC 7523,
 * draft-ietf-oauth-identity-assertion-authz-grant). There is no refresh token: the client gets a new assertion from the
 * provider.
 */
export async function respondAssertion(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: URLSearchParams,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  try {
    return await reply.send(await redeem(services, request, form))
  } catch (thrown) {
    if (thrown instanceof AssertionRefused) return refuse(reply, thrown.error, thrown.message)
    if (!(thrown instanceof BulkheadError) || thrown.code !== 'provider_failed') throw thrown
    return reply.code(503).header('retry-after', getRetryAfter(thrown)).send(toOutageBody(thrown))
  }
}

async function redeem(services: Services, request: FastifyRequest, form: URLSearchParams) {
  const { database, mcpResource } = services
  const presented = readClient(request.headers.authorization, form)
  const client = await authenticateClient(database, presented)
  const jwt = form.get('assertion') ?? ''
  const { provider, provider_ids } = await findApprover(
    services,
    client.organization,
    readAssertionIssuer(jwt),
  )
  const assertion = await verifyAssertion(services, provider, client.client_id, jwt)
  if (form.getAll('resource').some((resource) => resource !== mcpResource))
    throw new AssertionRefused('invalid_target', 'This server does not have this resource.')
  const scope = readScope(assertion.scope, form.get('scope'))
  const { workspace_name, workspace_id, ...details } = readDetails(
    assertion.authorization_details,
    form.get('authorization_details'),
  )
  const narrowing = toGrant({ ...details, ...(scope === 'mcp:read' && { read_only: true as const }) })
  const accepted = await acceptAssertion(database, {
    ...{ client, provider_ids, assertion, narrowing, request_id: request.id },
    workspace: {
      ...(workspace_name !== undefined && { workspace_name }),
      ...(workspace_id !== undefined && { workspace_id: workspace_id.toLowerCase() }),
    },
  })
  const { grant_id, seconds } = accepted
  const issued = await issueGrantToken(services, grant_id, mcpResource, { narrowing, seconds })
  if (issued === undefined)
    throw new AssertionRefused('invalid_grant', 'The rights behind the assertion were removed a moment ago.')
  return {
    ...{ ...issued, token_type: 'Bearer', scope },
    authorization_details: [{ type: DETAILS_TYPE, workspace_id: accepted.workspace_id, ...narrowing }],
  }
}

/** Scopes of tokens. The first one includes the second. */
const SCOPES = ['mcp', 'mcp:read'] as const

/** Returns the scope that both the assertion and the client's request allow. */
function readScope(claimed: string | undefined, asked: string | null): (typeof SCOPES)[number] {
  const known = (scope: string) => SCOPES.filter((one) => scope.split(' ').includes(one))
  const approved = claimed === undefined ? ['mcp'] : known(claimed)
  if (approved.length === 0)
    throw new AssertionRefused('invalid_scope', `The assertion has none of the scopes ${SCOPES.join(', ')}.`)
  const wanted = known(asked ?? '')
  const isWhole = approved.includes('mcp') && (wanted.length === 0 || wanted.includes('mcp'))
  return isWhole ? 'mcp' : 'mcp:read'
}

const Details = Shape({
  ...GrantFields,
  type: Type.Literal(DETAILS_TYPE),
  workspace_name: Type.Optional(Type.String({ format: 'workspace-name' })),
  workspace_id: Type.Optional(Id('workspace')),
})
type Details = Grant & Pick<Static<typeof Details>, 'workspace_name' | 'workspace_id'>

let validate: ReturnType<typeof getValidator> | undefined

/** Reads the narrowing. The one of the provider counts; only without one may the client narrow the token. */
function readDetails(claimed: unknown, asked: string | null): Details {
  const own = asked === null ? undefined : parse(asked)
  const given = claimed ?? own
  if (given === undefined) return {}
  if (claimed !== undefined && own !== undefined && !isDeepStrictEqual(claimed, own))
    throw refusedDetails('The request has other authorization_details than the assertion.')
  if (!Array.isArray(given) || given.length !== 1)
    throw refusedDetails(`authorization_details must be a list of one object whose type is ${DETAILS_TYPE}.`)
  validate ??= getValidator(Details)
  try {
    assertValid(validate, given[0], 'authorization_details.0')
    assertActions(given[0].actions, 'authorization_details.0')
  } catch (thrown) {
    if (thrown instanceof BulkheadError) throw refusedDetails(thrown.message)
    throw thrown
  }
  const { type: _, ...details } = given[0]
  return details
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusedDetails('authorization_details is not JSON.')
  }
}

function refusedDetails(description: string): AssertionRefused {
  return new AssertionRefused('invalid_authorization_details', description)
}

function refuse(reply: FastifyReply, error: string, error_description: string): FastifyReply {
  if (error !== 'invalid_client') return reply.code(400).send({ error, error_description })
  return reply
    .code(401)
    .header('www-authenticate', 'Basic realm="Bulkhead"')
    .send({ error, error_description })
}
