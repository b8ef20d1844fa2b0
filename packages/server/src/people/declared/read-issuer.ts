import { invalid } from '@bulkhead/contract/errors'

/**
 * Reads an issuer. People often enter the URL of the metadata, so its well-known suffix is removed.
 *
 * @param field Name of the field in messages.
 * @throws BulkheadError `invalid_request`
 */
export function readIssuer(text: string, field: string): string {
  const issuer = text.trim().replace(/\/\.well-known\/openid-configuration$/, '')
  const url = URL.parse(issuer)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    throw invalid(field, `${field} must be a URL without query, such as https://id.example.com/realms/staff`)
  }
  return issuer
}
