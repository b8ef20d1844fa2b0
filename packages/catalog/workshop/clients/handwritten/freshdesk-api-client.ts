import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from '../client-call.ts'

const CALL =
  /makeRequest\(\s*"(GET|DELETE)",\s*this\._auth,\s*`\$\{this\.baseUrl\}([^`?]*)(\?[^`]*)?`,\s*null,\s*null,/g

/**
 * Reads the calls of `freshdesk-api` without parameters, or with parameters in the path. The client does not name the
 * fields of its other queries, nor those of bodies.
 */
export function freshdeskApiCalls(folder: string): readonly ClientCall[] {
  const code = readFileSync(join(folder, 'lib/client.js'), 'utf8')
  return [...code.matchAll(CALL)].map(([, method = '', path = '', query = '']) => ({
    method,
    path: path.replace(/\$\{(\w+)\}/g, '{$1}'),
    query: matchAll(query, /[?&](\w+)=/g),
    body: [],
  }))
}
