import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { UpstreamResponse } from '#model/wire'
import type { SendableRequest } from '#send/send-request'
import { ownMember } from '#text/json-object'
import { parseJson } from '#text/parse-exact'
import { namesIn, renderTextTemplate } from '#text/text-template'

/** A planned read request with an access token. Holds the token. */
export type PlannedLookup = SendableRequest

/** Plans the request that finds the settings of an access token. Returns undefined if the document declares none. */
export function planLookup({ oauth }: AuthOption, access_token: string): PlannedLookup | undefined {
  if (oauth?.lookup === undefined) return undefined
  return Object.freeze({
    method: 'GET',
    url: oauth.lookup.url,
    headers: Object.freeze({
      accept: 'application/json',
      authorization: `${oauth.lookup.scheme ?? 'Bearer'} ${access_token}`,
    }),
    credential_headers: Object.freeze(['authorization']),
    body: undefined,
    effect: 'read',
  })
}

/**
 * Reads the settings that belong to an access token. Their values are checked when they are used.
 *
 * @param given Settings from the owner, which choose among several records.
 * @throws {EngineError} `upstream_status`, `response_unreadable`; `missing_setting` and `invalid_setting` if the owner
 *   has to say which record is meant.
 */
export function readLookup(
  { name, oauth }: AuthOption,
  response: UpstreamResponse,
  given: { readonly [name: string]: JsonValue },
): Readonly<Record<string, string>> {
  const { status } = response
  if (status < 200 || status >= 300) {
    const upstream_message = `HTTP ${status} error`
    const message = `The service responded with ${status} when it was asked what the tokens of ${name} are for.`
    throw new EngineError('upstream_status', message, { status, upstream_message })
  }
  const lookup = oauth?.lookup
  const document = parseJson(new TextDecoder().decode(response.body).trim())
  const body = lookup?.records === undefined ? document : ownMember(document ?? null, lookup.records)
  const records = Array.isArray(body) ? body : body === undefined ? [] : [body]
  const match = lookup?.match
  const names = match === undefined ? [] : namesIn(match.text)
  const setting = names[0] ?? ''
  const isChosen = match !== undefined && names.every((one) => isGiven(given[one]))
  const wanted = isChosen ? renderTextTemplate(match.text, (one) => String(given[one])) : undefined
  const found =
    wanted === undefined
      ? records
      : records.filter((one) => String(ownMember(one, match?.member ?? '')) === wanted)
  const [record, ...others] = found
  if (record === undefined) {
    const hint = wanted === undefined ? '' : ` at ${setting} ${String(given[setting])}`
    throw new EngineError('invalid_setting', `The authorization gave access to nothing${hint}.`, { setting })
  }
  if (others.length > 0) {
    const message = `The authorization gave access to ${found.length} places; give the setting ${setting} to say which one.`
    throw new EngineError('missing_setting', message, { setting })
  }
  return Object.fromEntries(
    [...(lookup?.settings ?? [])].map(([one, member]) => [one, textAt(record, member)]),
  )
}

function isGiven(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value !== ''
}

function textAt(record: JsonValue, member: string): string {
  const value = ownMember(record, member)
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  throw new EngineError('response_unreadable', `What the tokens are for has no ${member}.`)
}
