import type { FastifyRequest } from 'fastify'
import type { ErrorReply } from '../to-reply.ts'

/** Paths to which services redirect browsers, so a person may see the response. */
const CALLBACK = /^\/api\/v1\/oauth\/callback\//i

/** Headers that allow no script, style or frame. No referrer is sent, because the URL may contain a code. */
export const ERROR_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const

/**
 * Returns an error page for a person whose authorization could not be completed; undefined if the request does not
 * accept HTML.
 */
export function callbackErrorPage(
  { method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>,
  { message, code, request_id }: ErrorReply['body'],
): string | undefined {
  if (method !== 'GET' || !CALLBACK.test(url) || !(headers.accept ?? '').includes('text/html'))
    return undefined
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not connected</title>
<h1>The service was not connected</h1>
<p>${escaped(message)}</p>
<p>Go back to where you came from, and begin again there. Nothing was stored.</p>
<p>Code: <code>${escaped(code)}</code>. Request id: <code>${escaped(request_id)}</code></p>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
