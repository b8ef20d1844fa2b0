import type { JsonValue, Parameter, PlannedRequest } from '@bulkhead/engine'
import { isJsonObject } from '@bulkhead/engine/text'

/** Whether a request carries a parameter's value where the parameter goes. */
export function isSent(
  planned: PlannedRequest,
  { name, in: place }: Parameter,
  value: JsonValue | undefined,
): boolean {
  const url = new URL(planned.url)
  switch (place) {
    case 'path':
      return decodeURIComponent(url.pathname).includes(String(value))
    case 'query':
      return isInPairs(url.searchParams, name, value)
    case 'part':
      return [...url.searchParams.values()].some((text) => text.includes([value].flat().join(', ')))
    case 'header':
      return planned.headers[name.toLowerCase()] !== undefined
    case 'variable':
      return isInGraphql(JSON.parse(planned.body ?? '{}'), name, value)
    case 'body':
      return isInBody(planned, name, value)
  }
}

function isInBody({ headers, body, bytes }: PlannedRequest, name: string, value: JsonValue | undefined) {
  if (headers['content-type']?.includes('urlencoded')) {
    return isInPairs(new URLSearchParams(body), name, value)
  }
  if (bytes === undefined) return JSON.stringify(JSON.parse(body ?? '{}')[name]) === JSON.stringify(value)
  // The parts of a multipart body: strings as JSON, the file as it is.
  const text = Buffer.from(bytes).toString('utf8')
  return (
    text.includes(JSON.stringify(value)) ||
    text.includes(String(value)) ||
    text.includes(Buffer.from(String(value), 'base64').toString('utf8'))
  )
}

/** An object is sent as `name[member]`, a list by repeating the name or as `name[0]`. */
function isInPairs(pairs: URLSearchParams, name: string, value: JsonValue | undefined): boolean {
  if (Array.isArray(value) && pairs.has(name)) {
    return JSON.stringify(pairs.getAll(name)) === JSON.stringify(value.map(String))
  }
  if (!isJsonObject(value) && !Array.isArray(value)) {
    // A string with allowReserved may have encoded characters of its own.
    return pairs.get(name) === String(value) || pairs.get(name) === decodeURIComponent(String(value))
  }
  return [...pairs.keys()].some((key) => key.startsWith(`${name}[`))
}

function isInGraphql(
  { query, variables }: { readonly query: string; readonly variables?: JsonValue },
  name: string,
  value: JsonValue | undefined,
): boolean {
  if (name === 'fields') return query.includes([value].flat().join(' '))
  const sent = JSON.stringify(variables)
  return sent.includes(JSON.stringify(value)) || (typeof value === 'string' && sent.includes(value))
}
