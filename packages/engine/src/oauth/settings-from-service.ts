import type { AuthOption } from '#model/definition'

/**
 * Returns the names of the settings that come with the tokens of an authorization. An owner must not give them, because
 * they decide where the tokens are sent.
 */
export function settingsFromService({ token_extract, oauth }: AuthOption): readonly string[] {
  return [...token_extract, ...(oauth?.lookup?.settings.keys() ?? [])]
}
