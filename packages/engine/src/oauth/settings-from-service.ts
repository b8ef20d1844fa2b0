import type { AuthOption } from '#model/definition'

/**
 * Returns the names of the settings that come with the tokens of an authorization. An owner must not give them, because
 * they decide where the tokens are sent.
 */
export function settingsFromService({ token_extract, oauth, fields }: AuthOption): readonly string[] {
  const found = [...(oauth?.lookup?.settings.keys() ?? [])]
  return [...token_extract, ...found.filter((name) => fields.every((field) => field.name !== name))]
}
