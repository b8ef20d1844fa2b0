import { invalid } from '@bulkhead/contract/errors'

/**
 * Reads an issuer. People copy the address of the settings: the issuer is what comes before.
 *
 * @param field Names the value in messages.
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
