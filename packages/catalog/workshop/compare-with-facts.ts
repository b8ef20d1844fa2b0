import type { AuthOption, Definition, Operation } from '@bulkhead/engine'
import type { AcceptedDifference, AuthOptionFacts, ConnectorFacts, OperationFacts } from './facts.ts'

/** Deviation of a document from what existing clients rely on. */
export interface Difference {
  readonly slug: string
  /** Entity, or an empty string if the difference is not about an operation. */
  readonly entity: string
  readonly action: string
  readonly difference: string
}

/**
 * Returns everything that existing clients rely on and that a definition lacks or does differently. Additions are no
 * differences, except required parameters and fields that clients do not know.
 */
export function compareWithFacts(
  definition: Definition,
  facts: ConnectorFacts,
  operations: readonly OperationFacts[],
): readonly Difference[] {
  const of = (entity: string, action: string) => (difference: string) => ({
    slug: facts.slug,
    entity,
    action,
    difference,
  })
  return [
    ...identityDifferences(definition, facts).map(of('', '')),
    ...facts.auth_options.flatMap((option) => authDifferences(definition, option)).map(of('', '')),
    ...settingDifferences(definition, facts).map(of('', '')),
    ...operations.flatMap((known) => {
      const operation = [...definition.entities]
        .find(([entity]) => entity === known.entity)?.[1]
        .values()
        .find(({ action }) => action === known.action)
      const differences =
        operation === undefined ? ['the operation is missing'] : operationDifferences(operation, known)
      return differences.map(of(known.entity, known.action))
    }),
  ]
}

/** Returns the differences that are not accepted with a reason. */
export function unexplained(
  differences: readonly Difference[],
  accepted: readonly AcceptedDifference[],
): readonly Difference[] {
  return differences.filter(
    ({ slug, entity, action, difference }) =>
      !accepted.some(
        (one) =>
          one.slug === slug &&
          one.entity === entity &&
          one.action === action &&
          one.difference === difference,
      ),
  )
}

function identityDifferences(definition: Definition, facts: ConnectorFacts): string[] {
  const keys = ['slug', 'display_name', 'definition_id', 'base_url'] as const
  return keys
    .filter((key) => definition[key] !== facts[key])
    .map((key) => `${key} is ${definition[key]} and not ${facts[key]}`)
}

function authDifferences(definition: Definition, facts: AuthOptionFacts): string[] {
  const option = definition.auth_options.find(({ name }) => name === facts.name)
  if (option === undefined) return [`the auth option ${facts.name} is missing`]
  const known = [...facts.required, ...facts.optional]
  const has = new Set(option.fields.map(({ name }) => name))
  const demanded = option.fields.filter(({ name, required }) => required && !facts.required.includes(name))
  const aliases = lastNames(option.aliases)
  const selectors = lastNames(option.selectors)
  return [
    ...(option.kind === facts.kind ? [] : [`${facts.name} is ${option.kind} and not ${facts.kind}`]),
    ...known.filter((name) => !has.has(name)).map((name) => `${facts.name} has no field ${name}`),
    ...demanded.map(({ name }) => `${facts.name} demands ${name}`),
    ...[...facts.aliases]
      .filter(([alias, field]) => aliases.get(alias) !== field)
      .map(([alias, field]) => `${facts.name}: ${alias} is no other name for ${field}`),
    ...facts.selectors
      .filter(([name, value]) => selectors.get(name) !== value)
      .map(([name, value]) => `${facts.name} is not chosen by ${name} ${value}`),
    ...endpointDifferences(option, facts),
  ]
}

// Paths such as credentials.option_title also count by their last name.
function lastNames(paths: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...paths].map(([path, value]) => [path.split('.').at(-1) ?? path, value]))
}

function endpointDifferences({ oauth }: AuthOption, { name, endpoints }: AuthOptionFacts): string[] {
  const own: Readonly<Record<string, string | undefined>> = {
    authorize: oauth?.authorization_url,
    token: oauth?.token_url,
    refresh: oauth?.refresh_url,
    client_auth: oauth?.client_auth,
    body: oauth?.body_format,
  }
  const plain = (text = '') => text.replaceAll(' ', '')
  return [...endpoints]
    .filter(([key, value]) => plain(own[key]) !== plain(value))
    .map(([key, value]) => `${name}: ${key} is ${own[key]} and not ${value}`)
}

function settingDifferences(definition: Definition, facts: ConnectorFacts): string[] {
  const settings = new Map(definition.settings.map((setting) => [setting.name, setting]))
  const demanded = definition.settings.filter(
    ({ name, required }) => required && !facts.settings_required.includes(name),
  )
  return [
    ...[...facts.settings_required, ...facts.settings_optional.keys(), ...facts.replication_settings]
      .filter((name) => !settings.has(name))
      .map((name) => `the setting ${name} is missing`),
    ...demanded.map(({ name }) => `the setting ${name} is demanded`),
    ...[...facts.settings_optional]
      .filter(([name, value]) => settings.has(name) && settings.get(name)?.default !== value)
      .map(([name, value]) => `the default of ${name} is not ${value}`),
    ...facts.param_bindings
      .filter(
        ([param, setting]) =>
          !definition.scoping.some((rule) => rule.param === param && rule.setting === setting) &&
          !injects(definition, param, setting),
      )
      .map(([param, setting]) => `the setting ${setting} does not fill ${param}`),
  ]
}

/** Returns whether the setting gives a parameter its value, directly or by a table. */
function injects({ entities }: Definition, param: string, setting: string): boolean {
  const operations = [...entities.values()].flatMap((actions) => [...actions.values()])
  return operations.some(({ parameters }) =>
    parameters.some(({ name, inject }) => name === param && inject?.source === setting),
  )
}

function operationDifferences(operation: Operation, facts: OperationFacts): string[] {
  const known = [...facts.required, ...facts.optional]
  const demanded = operation.parameters.filter(
    ({ name, required, default: value, in: place }) =>
      required && value === undefined && place !== 'header' && !facts.required.includes(name),
  )
  return [
    ...(operation.method === facts.method ? [] : [`it is ${operation.method} and not ${facts.method}`]),
    ...(operation.wire_path === facts.wire_path
      ? []
      : [`its path is ${operation.wire_path} and not ${facts.wire_path}`]),
    ...(operation.body === facts.body ? [] : [`its body is ${operation.body} and not ${facts.body}`]),
    ...known
      .filter((name) => !operation.parameter_names.has(name))
      .map((name) => `the parameter ${name} is missing`),
    ...demanded.map(({ name }) => `the parameter ${name} is demanded`),
  ]
}
