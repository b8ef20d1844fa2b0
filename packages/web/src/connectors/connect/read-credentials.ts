import type { AuthOption } from '#entities/connector/connection-spec.ts'
import { readObject } from '#schema/json-schema.ts'

/** Returns the name of a credential's control. Its prefix keeps a credential and a setting of the same name apart. */
export function controlName(credential: string): string {
  return `credential.${credential}`
}

/**
 * Returns the entered credentials without empty fields. `option_title` names their auth option. Errors are keyed by the
 * name of the control.
 */
export function readCredentials(
  entered: FormData,
  option: AuthOption,
): { credentials: Record<string, unknown>; errors: Record<string, string> } {
  const credentials: Record<string, unknown> = { option_title: option.title }
  const errors: Record<string, string> = {}
  for (const { name, isJson } of option.fields) {
    const text = String(entered.get(controlName(name)) ?? '')
    if (text.trim() === '') continue
    const reading = isJson ? readObject(text) : { value: text }
    if ('error' in reading) errors[controlName(name)] = reading.error
    else credentials[name] = reading.value
  }
  return { credentials, errors }
}
