import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const CALL = /method: '(get|delete)',\s+url: ["']([^"']+)["']((?:\.concat\([^)]*\))*)/g

/**
 * Reads the calls of Typeform's own `@typeform/api-client`. Omits requests with a body: its code does not name their
 * fields.
 */
export function typeformCalls(folder: string): readonly ClientCall[] {
  const code = readFileSync(join(folder, 'dist/index.esm.js'), 'utf8')
  return [...code.matchAll(CALL)].map(({ index, 0: whole, 1: method = '', 2: start = '', 3: rest = '' }) => {
    const parts = matchAll(rest, /(\w+(?=[,)])|"[^"]*")/g).map((part) =>
      part.startsWith('"') ? part.slice(1, -1) : `{${part}}`,
    )
    const after = code.slice(index + whole.length, index + whole.length + 600)
    const params = /^,\s+params: \{([^}]*)\}/.exec(after)?.[1] ?? ''
    return {
      method: method.toUpperCase(),
      path: [start, ...parts].join(''),
      query: matchAll(params, /(\w+):/g),
      body: [],
    }
  })
}
