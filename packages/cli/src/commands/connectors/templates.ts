import type { DetailedTemplate, SummarizedTemplate, Workspace } from '@bulkhead/sdk'
import { CommandError, EXIT } from '#command/command-error'

/** Authentication method of a definition. */
export interface AuthOption {
  readonly name: string
  readonly title: string
  readonly kind: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** Credential or setting of a connector. */
export interface ConfigurationField {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  /** Marks a secret: never shown, and never taken from a command line. */
  readonly airbyte_secret?: boolean
}

/** Configuration that a connector type needs. */
export interface Configuration {
  readonly options: readonly AuthOption[]
  readonly fields: Readonly<Record<string, ConfigurationField>>
  readonly required: readonly string[]
}

/** Finds the template of a connector type by its slug or its display name. */
export async function findTemplate(
  workspace: Workspace,
  type: string,
  options: { readonly signal?: AbortSignal },
): Promise<DetailedTemplate> {
  const all: SummarizedTemplate[] = []
  for await (const template of workspace.templates.list(options)) all.push(template)
  const wanted = type.toLowerCase()
  const found = all.find(({ connector_name, name }) => [connector_name, name.toLowerCase()].includes(wanted))
  if (found !== undefined) return workspace.templates.get(found.id, options)
  // Loaded here and not above: help must not wait for the engine.
  const { suggestNames } = await import('@bulkhead/engine/text')
  const names = all.flatMap(({ connector_name }) => connector_name ?? [])
  const message = `This server knows no connector ${type}. ${suggestNames(wanted, names, 'It knows', 100)}`
  throw new CommandError(
    EXIT.notFound,
    'definition_not_found',
    message,
    'See all: bulkhead connectors available',
  )
}

/** Returns the required configuration of a template. */
export function getConfiguration(template: DetailedTemplate): Configuration {
  const { connectionSpecification } = template.user_config_spec
  const specification = connectionSpecification as {
    readonly properties?: Configuration['fields']
    readonly required?: readonly string[]
    readonly 'x-bulkhead-auth-options'?: readonly AuthOption[]
  }
  return {
    options: specification['x-bulkhead-auth-options'] ?? [],
    fields: specification.properties ?? {},
    required: specification.required ?? [],
  }
}
