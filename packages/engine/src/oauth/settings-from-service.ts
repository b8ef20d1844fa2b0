import type { AuthOption } from '#model/definition'

/** Names of the settings that come with the tokens of an authorization. What an owner gives there would decide where they go. */
export function settingsFromService({ token_extract, oauth }: AuthOption): readonly string[] {
  return [...token_extract, ...(oauth?.lookup?.settings.keys() ?? [])]
}
