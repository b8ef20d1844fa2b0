import type { DocumentReader, Fields } from '#document/document-reader'
import type { OAuthEndpoints } from '#model/definition'
import { compileTextTemplate } from '#text/text-template'

const KEY = 'x-bulkhead-token-lookup'

/** Reads the request that finds, with a new access token, the settings that belong to the token. */
export function compileTokenLookup(reader: DocumentReader, scheme: Fields): Pick<OAuthEndpoints, 'lookup'> {
  const fields = scheme.fields(KEY, ['url', 'settings', 'match'])
  if (fields === undefined) return {}
  const url = fields.requiredText('url', 'https://api.acme.example/sites')
  const settings = fields.textMap('settings')
  if (settings.size === 0)
    reader.report(fields.at, `${fields.where} needs settings, for example settings: { site: id }`)
  const [match, ...others] = fields.textMap('match')
  if (others.length > 0) reader.report(fields.at, `${fields.where}.match has one member alone`)
  return {
    lookup: {
      url,
      settings,
      ...(match !== undefined && {
        match: { member: match[0], text: compileTextTemplate(match[1], 'double_braces') },
      }),
    },
  }
}
