import type { JsonSchema } from '#schema/json-schema.ts'

/** A way to authenticate with a service. */
export interface AuthOption {
  readonly name: string
  readonly title: string
  readonly kind: string
  readonly fields: readonly CredentialField[]
  /** Present where the owner can be asked at the service. */
  readonly authorization: Authorization | undefined
}

/** What asking the owner leaves to be entered. */
export interface Authorization {
  readonly fields: readonly CredentialField[]
  /** Names of settings that come with the tokens. */
  readonly settingsGiven: readonly string[]
}

export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly description: string | undefined
  readonly required: boolean
  /** Not text, as in a key file that is JSON. */
  readonly isJson: boolean
}

/** What connecting takes. */
export interface ConnectionSpec {
  readonly options: readonly AuthOption[]
  readonly settings: readonly (readonly [name: string, schema: JsonSchema])[]
  readonly requiredSettings: readonly string[]
}

interface OptionSchema {
  readonly name: string
  readonly title: string
  readonly kind: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  readonly authorization?: {
    readonly required: readonly string[]
    readonly optional: readonly string[]
    readonly settings_given: readonly string[]
  }
}

/** Reads the schema by which a definition or template says what connecting takes. */
export function readConnectionSpec(spec: Readonly<Record<string, unknown>>): ConnectionSpec {
  const { properties = {}, required = [] } = spec as JsonSchema
  const options = (spec['x-bulkhead-auth-options'] ?? []) as readonly OptionSchema[]
  const field = (name: string, isRequired: boolean): CredentialField => {
    const schema = properties[name] ?? {}
    return {
      name,
      title: schema.title ?? name,
      description: schema.description,
      required: isRequired,
      isJson: schema.type === 'object',
    }
  }
  const fieldsOf = ({ required, optional }: Pick<OptionSchema, 'required' | 'optional'>) => [
    ...required.map((one) => field(one, true)),
    ...optional.map((one) => field(one, false)),
  ]
  return {
    options: options.map(({ authorization, ...option }) => ({
      name: option.name,
      title: option.title,
      kind: option.kind,
      fields: fieldsOf(option),
      authorization: authorization && {
        fields: fieldsOf(authorization),
        settingsGiven: authorization.settings_given,
      },
    })),
    settings: Object.entries(properties).filter(
      ([, schema]) => (schema as { airbyte_secret?: boolean }).airbyte_secret !== true,
    ),
    requiredSettings: required.filter(
      (name) => (properties[name] as { airbyte_secret?: boolean } | undefined)?.airbyte_secret !== true,
    ),
  }
}
