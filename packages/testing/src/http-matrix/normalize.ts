import type { HttpResponse } from './send.ts'
import type { TenantFixture } from './tenant-fixture.ts'

/**
 * Returns a response as one string, with status and headers, without the parts that differ between any two calls: the
 * requested value, the calling fixture, request ids, times, tokens and new ids. Two indistinguishable responses give
 * the same string.
 */
export function normalize(response: HttpResponse, home: TenantFixture, asked: readonly string[]): string {
  const { status, headers, text } = response
  const lines = [...headers]
    .filter(([name]) => name !== 'date')
    .map(([name, value]) => `${name}: ${value}`)
    .sort()
  const { workspace, workspace_name, connector } = home.values
  const masks: [string | null, string][] = [
    [headers.get('x-request-id'), '<request id>'],
    ...asked.map((value): [string, string] => [value, '<asked>']),
    // A malformed id may be `*`, but responses also contain a `*` of their own. It reads the same in all responses.
    ['*', '<asked>'],
    [workspace, '<own workspace>'],
    [workspace_name, '<own workspace name>'],
    [connector, '<own connector>'],
    [home.owner.email, '<own address>'],
  ]
  return (
    masks
      .reduce(
        (masked, [value, label]) => mask(masked, value, label),
        `${status}\n${lines.join('\n')}\n\n${opened(text)}`,
      )
      .replaceAll(JWT, '<token>')
      .replaceAll(/bulkhead_session=[^;\n]+/g, 'bulkhead_session=<cookie>')
      .replaceAll(/bulkhead_(provider|passkey)_[\w-]{12}=[\w-]*/g, 'bulkhead_$1=<cookie>')
      .replaceAll(/"challenge":"[\w-]{43}"/g, '"challenge":"<random>"')
      .replaceAll(/bulkhead_(authorization|connect)_[\w-]{12}=[\w-]{43}/g, '<cookie of an authorization>')
      .replaceAll(/bhc_[\w-]{43}/g, '<connect token>')
      .replaceAll(/bhk_[\w-]{43}/g, '<key>')
      .replaceAll(/"hint":"[^"]{4}"/g, '"hint":"<end of a key>"')
      .replaceAll(/\/oauth\/authorize\/[\w-]{43}/g, '/oauth/authorize/<sign-in>')
      .replaceAll(/(state|code_challenge|nonce)=[\w-]{43}/g, '$1=<random>')
      .replaceAll(/"csrf_token":"[^"]+"/g, '"csrf_token":"<csrf token>"')
      .replaceAll(/customer-[0-9a-f]{12}@example\.com/g, '<an address made here>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replaceAll(/traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00/g, 'traceparent: <trace>')
      .replaceAll(/"execution_time_ms":\d+/g, '"execution_time_ms":<ms>')
      // Calls are counted once they are recorded, within a second.
      .replaceAll(/"direct_queries_30d":\d+/g, '"direct_queries_30d":<calls>')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<an id made here>')
  )
}

/** Returns a response as one string, with the claims of all tokens decoded and without the requested values. */
export function spelledOut({ headers, text }: HttpResponse, asked: readonly string[]): string {
  const inside = opened(text)
  const claims = [...inside.matchAll(JWT)].map(([token]) =>
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
  )
  const whole = [...[...headers].map(([name, value]) => `${name}: ${value}`), inside, ...claims].join('\n')
  return asked.reduce((masked, value) => mask(masked, value, '<asked>'), whole)
}

/** Decodes the envelopes of widget tokens in a string. */
export function opened(text: string): string {
  return text.replaceAll(WIDGET_TOKEN, (token) => Buffer.from(token, 'base64').toString('utf8'))
}

/** Matches the base64 of an object that begins with `token`. */
const WIDGET_TOKEN = /eyJ0b2tlbiI6[A-Za-z0-9+/]+=*/g

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g

function mask(text: string, value: string | null, label: string): string {
  if (value === null) return text
  for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    text = text.replaceAll(new RegExp(RegExp.escape(form), 'gi'), label)
  return text
}
