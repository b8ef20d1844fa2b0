import { authConfig } from './auth-config.ts'
import type { OperationFacts, ParameterFacts, SchemeFacts, ServiceFacts } from './service-facts.ts'

type Json = Record<string, unknown>

/** Values that a table maps a setting's default to. */
const MAPPED = { na: 'M-NA', eu: 'M-EU' }

/**
 * Returns a connector document made from the facts about a service: everything that determines the requests, without
 * descriptions.
 */
export function serviceDocument(service: ServiceFacts): Json {
  const { slug, display_name, definition_id, base_url, settings, bindings } = service
  const paths: Record<string, Json> = {}
  for (const operation of service.operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationDocument(service, operation),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: display_name,
      version: '1.0.0',
      'x-airbyte-connector-name': slug,
      'x-airbyte-connector-definition-id': definition_id,
      'x-airbyte-external-documentation-urls': [],
      'x-airbyte-scoping': bindings
        .filter(({ is_mapped }) => !is_mapped)
        .map(({ param, setting }) => ({ param, config_key: setting })),
    },
    servers: [
      {
        url: base_url,
        variables: Object.fromEntries(
          [...settings]
            .filter(([name]) => base_url.includes(`{${name}}`))
            .map(([name, value]) => [name, { default: value ?? `your-${name}` }]),
        ),
      },
    ],
    components: {
      securitySchemes: Object.fromEntries(
        service.schemes.map((scheme) => [scheme.name, schemeDocument(scheme)]),
      ),
    },
    paths,
  }
}

function schemeDocument(scheme: SchemeFacts): Json {
  const { kind, header, endpoints } = scheme
  const config = { 'x-airbyte-auth-config': authConfig(scheme) }
  if (kind === 'bearer' || kind === 'basic') return { type: 'http', scheme: kind, ...config }
  if (kind === 'api_key') return { type: 'apiKey', in: 'header', name: header, ...config }
  const { authorize, token, refresh, client_auth, body } = endpoints ?? {}
  return {
    type: 'oauth2',
    flows: {
      authorizationCode: {
        authorizationUrl: authorize,
        tokenUrl: token,
        ...(refresh ? { refreshUrl: refresh } : {}),
        scopes: {},
      },
    },
    'x-airbyte-token-refresh': { auth_style: client_auth, body_format: body },
    ...config,
  }
}

function operationDocument(service: ServiceFacts, operation: OperationFacts): Json {
  const { entity, action, path, wire_path, parameters, body } = operation
  // A download of one of several files takes the index of the file, which is in no requested path.
  const index = parameters.find(({ name, place }) => place === 'path' && !wire_path.includes(`{${name}}`))
  const isOutside = ({ place }: ParameterFacts) => place !== 'body' && place !== 'variable'
  return {
    'x-airbyte-entity': entity,
    'x-airbyte-action': action,
    ...(`${entity}.${action}` === service.check && { 'x-airbyte-preferred-for-check': true }),
    ...(wire_path !== path && { 'x-airbyte-path-override': { path: wire_path } }),
    ...(index && { 'x-airbyte-file-url': `files[{${index.name}}].url` }),
    ...(body === 'multipart_related' && { 'x-airbyte-upload-file-param': 'file_content' }),
    parameters: parameters.filter(isOutside).map((parameter) => parameterDocument(service, parameter)),
    ...(body !== 'none' && { requestBody: bodyDocument(operation) }),
    responses: { 200: { description: 'Done' } },
  }
}

function parameterDocument({ bindings }: ServiceFacts, parameter: ParameterFacts): Json {
  const { name, place, required, has_default } = parameter
  const bound = bindings.find(({ param, is_mapped }) => param === name && is_mapped)
  return {
    name,
    in: place,
    required,
    ...(bound && { 'x-airbyte-param-config-inject': { source: bound.setting, map: MAPPED } }),
    schema: has_default ? { default: `default-of-${name}` } : {},
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart_related: 'multipart/related',
}

function bodyDocument({ action, body, parameters }: OperationFacts): Json {
  if (body === 'graphql') return { 'x-airbyte-body-type': graphqlDocument(action, parameters) }
  const fields = parameters.filter(({ place }) => place === 'body')
  const getSchema = ({ name, has_default }: ParameterFacts) => ({
    ...(name === 'file_content' && { type: 'string', format: 'byte' }),
    ...(has_default && { default: `default-of-${name}` }),
  })
  const schema = {
    type: 'object',
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(fields.map((field) => [field.name, getSchema(field)])),
  }
  return { content: { [MEDIA_TYPES[body] ?? '']: { schema } } }
}

function graphqlDocument(action: string, parameters: readonly ParameterFacts[]): Json {
  const names = parameters.map(({ name }) => name).filter((name) => name !== 'fields')
  const selects = parameters.some(({ name }) => name === 'fields')
  const isRead = action === 'get' || action === 'list' || action === 'api_search'
  return {
    type: 'graphql',
    query: `${isRead ? 'query' : 'mutation'} { things { ${selects ? '{{ fields }}' : 'id'} } }`,
    variables: Object.fromEntries(names.map((name) => [name, `{{ ${name} }}`])),
    ...(selects && { default_fields: 'id' }),
  }
}
