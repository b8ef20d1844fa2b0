import type { JsonSchema } from '#schema/json-schema.ts'
import { humanName } from '#ui/error-words.ts'

/** Way to authenticate with a service. */
export interface AuthOption {
  readonly name: string
  /** Title in the API, where `option_title` names the option. */
  readonly title: string
  /** Title for people. */
  readonly label: string
  readonly kind: string
  readonly fields: readonly CredentialField[]
  /** Defined if the owner can authorize at the service. */
  readonly authorization: Authorization | undefined
  /** Help for creating the credential. For authorization at the service: help for registering an app. */
  readonly help: CredentialHelp | undefined
}

export interface CredentialHelp {
  readonly url: string | null
  readonly text: string
  readonly scopes: readonly string[]
}

/** Fields still to enter when the owner authorizes at the service. */
export interface Authorization {
  readonly fields: readonly CredentialField[]
  /** Names of the settings that the service returns with the tokens. */
  readonly settingsGiven: readonly string[]
}

export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly description: string | undefined
  readonly required: boolean
  /** Whether the value is JSON, such as a key file, instead of a string. */
  readonly isJson: boolean
  /** Whether the input is hidden. */
  readonly isSecret: boolean
  /** Format of a field that is not secret, such as `email`. */
  readonly format: string | undefined
}

/** Input for connecting a service. */
export interface ConnectionSpec {
  readonly options: readonly AuthOption[]
  readonly settings: readonly (readonly [name: string, schema: JsonSchema])[]
  readonly requiredSettings: readonly string[]
}

interface OptionSchema {
  readonly name: string
  readonly title: string
  readonly label: string
  readonly kind: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  readonly credential_help?: CredentialHelp | null
  readonly authorization?: {
    readonly required: readonly string[]
    readonly optional: readonly string[]
    readonly settings_given: readonly string[]
  }
}

/** Reads the input for connecting from the schema of a definition or template. */
export function readConnectionSpec(spec: Readonly<Record<string, unknown>>): ConnectionSpec {
  const { properties = {}, required = [] } = spec as JsonSchema
  const options = (spec['x-bulkhead-auth-options'] ?? []) as readonly OptionSchema[]
  const field = (name: string, isRequired: boolean, saysSecrets: boolean): CredentialField => {
    const schema = properties[name] ?? {}
    return {
      name,
      // If a definition sets no title, the server uses the name as the title.
      title: schema.title === undefined || schema.title === name ? humanName(name) : schema.title,
      description: schema.description,
      required: isRequired,
      isJson: schema.type === 'object',
      isSecret: !saysSecrets || schema.format === 'password',
      format: schema.format,
    }
  }
  const getFields = ({ required, optional }: Pick<OptionSchema, 'required' | 'optional'>) => {
    // If a definition marks no field as a secret, any of its fields may be one.
    const saysSecrets = [...required, ...optional].some((name) => properties[name]?.format === 'password')
    return [
      ...required.map((one) => field(one, true, saysSecrets)),
      ...optional.map((one) => field(one, false, saysSecrets)),
    ]
  }
  return {
    options: options.map(({ authorization, ...option }) => ({
      name: option.name,
      title: option.title,
      label: option.label,
      kind: option.kind,
      fields: getFields(option),
      authorization: authorization && {
        fields: getFields(authorization),
        settingsGiven: authorization.settings_given,
      },
      help: option.credential_help ?? undefined,
    })),
    settings: Object.entries(properties).filter(
      ([, schema]) => (schema as { airbyte_secret?: boolean }).airbyte_secret !== true,
    ),
    requiredSettings: required.filter(
      (name) => (properties[name] as { airbyte_secret?: boolean } | undefined)?.airbyte_secret !== true,
    ),
  }
}
