import type { Definition, Operation, Setting } from '#model/definition'

/**
 * Returns the settings that are used: by the base URL, a parameter, a credential or the shaping of records. A setting
 * that only replication would read is accepted, because clients of other servers send it, but owners need not be asked
 * for it.
 */
export function usedSettings(definition: Definition): readonly Setting[] {
  const { settings, auth_options, derived_settings = [], entities } = definition
  if (settings.every(({ kind }) => kind === 'server')) return settings
  const operations = [...entities.values()].flatMap((actions) => [...actions.values()])
  const injected = new Set(
    operations.flatMap(({ parameters }) => parameters.flatMap(({ inject }) => inject?.source ?? [])),
  )
  const texts = JSON.stringify([auth_options, derived_settings, operations.flatMap(getTemplates)], spelledOut)
  return settings.filter(({ name, kind, schema }) => {
    if (kind === 'server' || injected.has(name)) return true
    // A list cannot fill a parameter, so scoping ignores it.
    if (kind === 'scoping' && schema.type !== 'array' && schema.type !== 'object') return true
    return new RegExp(`(?<![\\w$])${RegExp.escape(name)}(?![\\w$])`).test(texts)
  })
}

/** Returns the expressions of an operation, which read the settings as `config`. */
function getTemplates({ parameters, record_transform, record_filter }: Operation): readonly string[] {
  return [
    ...parameters.map(({ default_template }) => default_template),
    ...(record_transform?.values() ?? []),
    record_filter,
  ].flatMap((template) => template?.text ?? [])
}

function spelledOut(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value]
  return value instanceof Set ? [...value] : value
}
