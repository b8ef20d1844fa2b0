import type { DocumentReader, Fields } from '#document/document-reader'
import type { CredentialHelp } from '#model/credential-help'

const KEY = 'x-bulkhead-credential-help'
const LONGEST = 300

/**
 * Reads the page where people create the credentials of an auth option. It must be https, because people are sent
 * there.
 */
export function compileCredentialHelp(reader: DocumentReader, scheme: Fields): CredentialHelp | undefined {
  const fields = scheme.fields(KEY, ['url', 'text', 'scopes'])
  if (fields === undefined) return undefined
  const url = fields.text('url')
  const text = fields.requiredText('text', 'Made under Settings, API keys.')
  if (url !== undefined && !/^https:\/\/[^/?#\s\\@]+([/?#][^\s\\]*)?$/.test(url)) {
    reader.report(fields.node('url') ?? fields.at, `${fields.where}.url must be a page by https, not ${url}`)
  }
  if (text.length > LONGEST) {
    reader.report(
      fields.node('text') ?? fields.at,
      `${fields.where}.text is longer than ${LONGEST} characters`,
    )
  }
  return { ...(url !== undefined && { url }), text, scopes: fields.texts('scopes') ?? [] }
}
