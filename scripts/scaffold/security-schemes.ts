import type { AuthOption, Definition, JsonValue } from '@bulkhead/engine'
import type { TextTemplate } from '@bulkhead/engine/document'

type Json = { readonly [key: string]: JsonValue }

/**
 * Returns the security schemes of a connector document. A description may omit them: most services then take a token.
 */
export function securitySchemes({ auth_options }: Definition): Readonly<Record<string, Json>> {
  const known = auth_options.filter(({ anonymous }) => anonymous !== true)
  if (known.length > 0) return Object.fromEntries(known.map((option) => [option.name, toScheme(option)]))
  const config = {
    type: 'object',
    title: 'Access token',
    required: ['token'],
    properties: { token: { type: 'string', format: 'password', title: 'Access token' } },
    auth_mapping: { token: '$' + '{token}' },
  }
  return { token: { type: 'http', scheme: 'bearer', 'x-airbyte-auth-config': config } }
}

function toScheme(option: AuthOption): Json {
  const { kind, placement, oauth, fields, secrets, additional_headers } = option
  const schemes: Readonly<Record<AuthOption['kind'], Json>> = {
    bearer: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'basic' },
    api_key: { type: 'apiKey', in: placement.in, name: placement.name },
    oauth2: {
      type: 'oauth2',
      flows: {
        [oauth?.flow ?? 'authorizationCode']: {
          ...(oauth?.authorization_url !== undefined && { authorizationUrl: oauth.authorization_url }),
          ...(oauth?.token_url !== undefined && { tokenUrl: oauth.token_url }),
          ...(oauth?.refresh_url !== undefined && { refreshUrl: oauth.refresh_url }),
          scopes: Object.fromEntries(oauth?.scopes ?? []),
        },
      },
    },
  }
  const properties = fields.map(({ name, title, description, type }) => [
    name,
    { type, format: 'password', title, ...(description !== undefined && { description }) },
  ])
  const written = (templates: ReadonlyMap<string, TextTemplate>, hole: (name: string) => string) =>
    Object.fromEntries([...templates].map(([name, template]) => [name, toText(template, hole)]))
  return {
    ...schemes[kind],
    'x-airbyte-auth-config': {
      type: 'object',
      title: option.title,
      required: fields.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(properties),
      auth_mapping: written(secrets, (name) => `\${${name}}`),
      ...(additional_headers.size > 0 && {
        additional_headers: written(additional_headers, (name) => `{{ ${name} }}`),
      }),
    },
  }
}

function toText(template: TextTemplate, hole: (name: string) => string): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : hole(piece.name))).join('')
}
