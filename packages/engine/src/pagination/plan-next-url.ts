import { checkText, invalidParameter } from '#model/check-value'
import type { Definition, Operation } from '#model/definition'
import { isEngineError } from '#model/errors'
import { hasDotSegment } from '#plan/has-dot-segment'

/** Maximum number of characters of a next URL. Servers reject longer URLs. */
const MAX_LENGTH = 16 * 1024
/**
 * Maximum number of characters of a path one segment below the operation's own. Such a path ends with the id of a
 * query, which is short, and it is compared with the paths of all operations.
 */
const MAX_PATH_BELOW = 500

/**
 * Checks the URL of a next page from a response. It must have the base URL's origin and belong to this operation: it
 * has the operation's path with any values, or a path that the pagination declares, or it is one segment below, where
 * the document has no operation. The operation's own parameters in the query must have allowed values. Otherwise a
 * cursor could read everything that the credentials can.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planNextUrl(
  definition: Definition,
  base_url: URL,
  operation: Operation,
  cursor: string,
): URL {
  if (cursor.length > MAX_LENGTH) throw refused('is too long')
  const url = URL.parse(cursor, base_url.href)
  if (url === null) throw refused('is no URL')
  if (url.origin !== base_url.origin) throw refused(`leads to another origin than ${base_url.origin}`)
  if (url.username !== '' || url.password !== '') throw refused('has a user name or password')
  url.hash = ''
  const prefix = base_url.pathname.replace(/\/$/, '')
  if (!url.pathname.startsWith(`${prefix}/`) || hasDotSegment(url.pathname)) throw refused('leaves the API')
  const path = url.pathname.slice(prefix.length)
  if (!isNextPage(definition, operation, path)) {
    throw refused(`is no page of ${operation.entity} ${operation.action}`)
  }
  assertOwnQuery(operation, url)
  return url
}

/** Rejects query values that the operation would reject as its own parameters. */
function assertOwnQuery(operation: Operation, url: URL): void {
  for (const parameter of operation.parameters) {
    const texts = parameter.in === 'query' ? url.searchParams.getAll(parameter.name) : []
    if (texts.length === 0) continue
    try {
      for (const text of texts) checkText(parameter, text)
    } catch (thrown) {
      if (!isEngineError(thrown, 'invalid_parameter')) throw thrown
      throw refused(
        `has a value of ${parameter.name} that ${operation.entity} ${operation.action} does not take`,
      )
    }
  }
}

function isNextPage(definition: Definition, operation: Operation, path: string): boolean {
  const own = [operation.wire_path.split('?', 1)[0] ?? '', ...(operation.pagination?.paths ?? [])]
  if (own.some((template) => matches(template, path) || matches(`${template}.json`, path))) return true
  const [first = ''] = own
  if (!matches(`${first}/{locator}`, path)) return false
  if (path.length > MAX_PATH_BELOW) throw refused('is too long')
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  return operations.every((other) => !matches(other.wire_path.split('?', 1)[0] ?? '', path))
}

/**
 * Returns whether a template matches a path. Every placeholder takes one character or more of a segment. No pattern is
 * built, because a document may have thousands of templates, and a pattern may try many ways to divide a segment.
 */
function matches(template: string, path: string): boolean {
  const [before = '', ...rest] = template.split(/\{[A-Za-z0-9_]+\}/)
  const after = rest.pop()
  if (after === undefined) return template === path
  if (!path.startsWith(before)) return false
  let at = before.length
  for (const text of rest) {
    const slash = text.indexOf('/')
    const next = slash < 0 ? path.indexOf(text, at + 1) : endOfSegment(path, at) - slash
    if (next <= at || next > endOfSegment(path, at) || !path.startsWith(text, next)) return false
    at = next + text.length
  }
  const end = path.length - after.length
  return end > at && end <= endOfSegment(path, at) && path.endsWith(after)
}

function endOfSegment(path: string, from: number): number {
  const slash = path.indexOf('/', from)
  return slash < 0 ? path.length : slash
}

function refused(why: string) {
  return invalidParameter('cursor', `${why}; give the end_cursor of the page before`)
}
