import { GROUP_SCHEMA, USER_SCHEMA } from './scim-values.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0'

/** Maximum number of users in one page. */
export const MOST_LISTED = 200

/** Returns the document of supported features (RFC 7643 §5). */
export function serviceProviderConfig(publicUrl: string) {
  return {
    schemas: [`${CORE}:ServiceProviderConfig`],
    documentationUri: `${publicUrl}/docs/guides/scim`,
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_LISTED },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Token of the directory',
        description: 'An owner of the organization creates it, for one provider.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${publicUrl}/scim/v2/ServiceProviderConfig` },
  }
}

/** Returns the resource types (RFC 7643 §6). */
export function resourceTypes(publicUrl: string) {
  return (['User', 'Group'] as const).map((name) => ({
    schemas: [`${CORE}:ResourceType`],
    id: name,
    name,
    endpoint: `/${name}s`,
    schema: name === 'User' ? USER_SCHEMA : GROUP_SCHEMA,
    meta: { resourceType: 'ResourceType', location: `${publicUrl}/scim/v2/ResourceTypes/${name}` },
  }))
}

interface Attribute {
  readonly name: string
  readonly type?: string
  readonly required?: boolean
  readonly caseExact?: boolean
  readonly mutability?: string
  readonly uniqueness?: string
  readonly multiValued?: boolean
  readonly subAttributes?: readonly object[]
  readonly referenceTypes?: readonly string[]
}

function attribute(given: Attribute) {
  return {
    ...{ type: 'string', multiValued: false, required: false, caseExact: false, mutability: 'readWrite' },
    ...{ returned: 'default', uniqueness: 'none' },
    ...given,
  }
}

const externalId = attribute({ name: 'externalId', caseExact: true })

/** Returns the schemas of the attributes that the server stores (RFC 7643 §7). */
export function schemas(publicUrl: string) {
  const user = [
    attribute({ name: 'userName', required: true, uniqueness: 'server' }),
    externalId,
    attribute({ name: 'displayName' }),
    attribute({
      name: 'name',
      type: 'complex',
      subAttributes: ['formatted', 'givenName', 'familyName'].map((name) => attribute({ name })),
    }),
    attribute({
      name: 'emails',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute({ name: 'value' }),
        attribute({ name: 'type' }),
        attribute({ name: 'primary', type: 'boolean' }),
      ],
    }),
    attribute({ name: 'active', type: 'boolean' }),
  ]
  const group = [
    attribute({ name: 'displayName', required: true, uniqueness: 'server' }),
    externalId,
    attribute({
      name: 'members',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute({ name: 'value', mutability: 'immutable' }),
        attribute({ name: '$ref', type: 'reference', referenceTypes: ['User'], mutability: 'readOnly' }),
        attribute({ name: 'type', mutability: 'readOnly' }),
      ],
    }),
  ]
  return [
    { id: USER_SCHEMA, name: 'User', description: 'A person of the organization.', attributes: user },
    { id: GROUP_SCHEMA, name: 'Group', description: 'A group that mappings refer to.', attributes: group },
  ].map((schema) => ({
    schemas: [`${CORE}:Schema`],
    ...schema,
    meta: { resourceType: 'Schema', location: `${publicUrl}/scim/v2/Schemas/${schema.id}` },
  }))
}
