import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const CALL = /callApi\(\s*'(\/[^']+)', '(\w+)'/

/**
 * Reads the calls of `@freshworks/freshdesk`, a single file that OpenAPI Generator made from Freshdesk's description.
 */
export function freshdeskCalls(folder: string): readonly ClientCall[] {
  const code = readFileSync(join(folder, 'dist/freshdesk.esm.js'), 'utf8')
  const classes = new Map(
    code.split(/^(?=class \w+ \{)/m).map((own) => [/^class (\w+)/.exec(own)?.[1] ?? '', own]),
  )
  const [, ...calls] = code.split(/(?=^ {4}\w+WithHttpInfo\()/m)
  const before = code.split(/^ {4}\w+WithHttpInfo\(/m)
  return calls.flatMap((own, index) => {
    const [, path, method] = CALL.exec(own) ?? []
    if (path === undefined || method === undefined) return []
    const query = /queryParams = \{([^}]*)\}/.exec(own)?.[1] ?? ''
    const given = /postBody = (?:opts\[')?(\w+)/.exec(own)?.[1] ?? 'null'
    const type = new RegExp(`@param \\{module:model/(\\w+)\\} (?:opts\\.)?${given}\\b`, 'g')
    const model = [...(before[index] ?? '').matchAll(type)].at(-1)?.[1] ?? ''
    const body = matchAll(classes.get(model) ?? '', /data\.hasOwnProperty\('([^']+)'\)/g)
    // A body whose type is declared in another way is unknown here.
    if (given !== 'null' && body.length === 0) return []
    return [{ method, path, query: matchAll(query, /'([\w.]+)': /g), body }]
  })
}
