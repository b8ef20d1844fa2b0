import type { AuthOption, Definition } from '@bulkhead/engine'
import { usedSettings } from '@bulkhead/engine/describe'
import { authorizableIn, fieldsFromService, scopesFor, settingsFromService } from '@bulkhead/engine/oauth'

type JsonSchema = Record<string, unknown>

/**
 * Returns the configuration for connecting, as one flat JSON Schema. It holds the credential fields of every
 * authentication option, marked secret, and the settings that something depends on. A field is required if every
 * option needs it.
 */
export function configurationSpec(definition: Definition): JsonSchema {
  const options = definition.auth_options
  const authorizable = authorizableIn(definition)
  const getRequired = (option: AuthOption) =>
    option.fields.filter((field) => field.required).map((field) => field.name)
  const [first, ...rest] = options.map(getRequired)
  const inEvery = (first ?? []).filter((name) => rest.every((names) => names.includes(name)))
  const properties: Record<string, JsonSchema> = {}
  for (const option of options) {
    for (const field of option.fields) {
      properties[field.name] ??= {
        type: field.type,
        title: field.title,
        ...(field.description !== undefined && { description: field.description }),
        ...(field.format !== undefined && { format: field.format }),
        airbyte_secret: true,
      }
    }
  }
  const settings = usedSettings(definition)
  for (const setting of settings) {
    properties[setting.name] ??= {
      ...setting.schema,
      ...(setting.description !== undefined && { description: setting.description }),
      ...(setting.default !== undefined && { default: setting.default }),
    }
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    title: `${definition.display_name} configuration`,
    required: [...inEvery, ...settings.filter(({ required }) => required).map(({ name }) => name)],
    properties,
    'x-bulkhead-auth-options': options.map((option) => ({
      name: option.name,
      title: option.title,
      label: toOptionLabel(option),
      kind: option.kind,
      required: getRequired(option),
      optional: option.fields.filter((field) => !field.required).map((field) => field.name),
      ...(option === authorizable && { authorization: authorizationSpec(definition, option) }),
      credential_help: getCredentialHelp(definition, option),
    })),
  }
}

/** Returns the fields that the owner enters before an authorization, and the settings that come with the tokens. */
function authorizationSpec(definition: Definition, option: AuthOption) {
  const given = fieldsFromService(option)
  const further = option.fields.filter(({ name }) => !given.includes(name))
  return {
    required: further.filter(({ required }) => required).map(({ name }) => name),
    optional: further.filter(({ required }) => !required).map(({ name }) => name),
    scopes: scopesByEntity(definition, option),
    settings_given: [...new Set([...settingsFromService(option), ...unusedSettings(definition, option)])],
  }
}

/** Returns the scopes needed to read and to change each entity, if the document states them. */
function scopesByEntity({ entities }: Definition, option: AuthOption) {
  if (option.oauth?.scope_uses.length === 0) return {}
  return Object.fromEntries(
    [...entities].map(([entity, actions]) => {
      const effects = new Set([...actions.values()].map(({ effect }) => effect))
      const modes = (['read', 'write'] as const).filter((mode) => effects.has(mode))
      return [
        entity,
        Object.fromEntries(modes.map((mode) => [mode, scopesFor(option, [{ entity, modes: [mode] }])])),
      ]
    }),
  )
}

/** Returns the settings of the document's base URL that an option with its own base URL does not need. */
function unusedSettings({ settings }: Definition, { base_url }: AuthOption): string[] {
  if (base_url === undefined) return []
  return settings
    .filter(({ name, kind }) => kind === 'server' && !base_url.includes(`{${name}}`))
    .map(({ name }) => name)
}

/** Returns the help for creating a credential: that of the option, or else that of the document. */
export function getCredentialHelp({ auth_tooltip }: Definition, { title, credential_help }: AuthOption) {
  if (credential_help !== undefined) return { url: null, ...credential_help }
  const texts = typeof auth_tooltip === 'string' ? { [title]: auth_tooltip } : (auth_tooltip ?? {})
  const text = Object.hasOwn(texts, title) ? texts[title] : undefined
  return text === undefined ? null : { url: null, text, scopes: [] }
}

/**
 * Returns what a person reads in place of an option's title. Titles are part of the API (`option_title`), so a title such
 * as `PAT Credentials` stays.
 */
export function toOptionLabel({ title }: Pick<AuthOption, 'title'>): string {
  const label = title.replace(/ Credentials$/, '')
  if (/^OAuth( 2\.0)?$/.test(label)) return 'OAuth'
  if (label === 'PAT') return 'Access token'
  return label.replace(/ (Access|App|Key|Token)\b/g, (word) => word.toLowerCase())
}
