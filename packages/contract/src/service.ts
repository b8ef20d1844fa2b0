import { Type } from 'typebox'
import { operation } from './operation.ts'
import { JsonObject, Shape } from './values/shapes.ts'

const tag = 'Service'

export const getLiveness = operation({
  operationId: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  tag,
  summary: 'Report that the process runs',
  callers: 'anyone',
  audit: null,
  responses: { 200: Shape({ status: Type.Literal('live') }) },
  errors: [],
})

export const getReadiness = operation({
  operationId: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  tag,
  summary: 'Report whether the process can serve requests: its database responds',
  callers: 'anyone',
  audit: null,
  responses: { 200: Shape({ status: Type.Literal('ready') }) },
  errors: [],
})

export const getKeys = operation({
  operationId: 'getKeys',
  method: 'GET',
  path: '/.well-known/jwks.json',
  tag,
  summary: 'Public keys that verify the tokens of this server (RFC 7517)',
  callers: 'anyone',
  audit: null,
  responses: { 200: Shape({ keys: Type.Array(JsonObject) }) },
  errors: [],
})

export const getMcpResource = operation({
  operationId: 'getMcpResource',
  method: 'GET',
  path: '/.well-known/oauth-protected-resource/mcp',
  tag,
  summary: 'Describe the tokens that the MCP endpoint accepts (RFC 9728)',
  callers: 'anyone',
  audit: null,
  // Clients repeat the query of the endpoint's URL (RFC 9728 §3.1).
  query: Type.Object({}, { additionalProperties: true }),
  responses: {
    200: Shape({
      resource: Type.String({ description: 'URL of the endpoint: the audience of its tokens.' }),
      resource_name: Type.String(),
      authorization_servers: Type.Array(Type.String(), {
        description: 'Authorization servers, at which people allow a program to act for them (RFC 8414).',
      }),
      scopes_supported: Type.Array(Type.String()),
      bearer_methods_supported: Type.Array(Type.Literal('header')),
    }),
  },
  errors: [],
})

export const getOpenApi = operation({
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  tag,
  summary: 'This API as an OpenAPI 3.1 document',
  callers: 'anyone',
  audit: null,
  revalidates: true,
  responses: { 200: JsonObject },
  errors: [],
})
