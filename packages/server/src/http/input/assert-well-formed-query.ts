import { type BulkheadError, invalid } from '@bulkhead/contract/errors'

/**
 * Refuses a query that is not valid percent-encoded UTF-8, which the parser would leave undecoded. Also refuses the
 * character NUL, which a database cannot store.
 *
 * @param url Path and query, as received.
 * @throws BulkheadError `invalid_request`
 */
export function assertWellFormedQuery(url: string): void {
  const at = url.indexOf('?')
  if (at === -1 || !url.includes('%', at)) return
  for (const pair of url.slice(at + 1).split('&')) {
    const [name = ''] = pair.split('=', 1)
    const text = decoded(pair)
    if (text === undefined) throw faulty(name, 'is not percent-encoded UTF-8')
    if (text.includes('\0')) throw faulty(name, 'holds the character NUL')
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function faulty(name: string, fault: string): BulkheadError {
  const field = `query.${decoded(name) ?? name}`
  return invalid(field, `${field} ${fault}.`)
}
