import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const CALL = /^var (\w+) = \([^\n]*\)\.(get|post|put|patch|delete)\(\{[\s\S]*?\n {2}url: "([^"]+)"/gm

/**
 * Reads the calls of `@sentry/api` from the code that Sentry generates from its description. It has other parameter
 * names for organization and project.
 */
export function sentryCalls(folder: string): readonly ClientCall[] {
  const code = readFileSync(join(folder, 'dist/index.js'), 'utf8')
  const types = readFileSync(join(folder, 'dist/types.gen.d.ts'), 'utf8')
  const named = new Map(
    [...types.matchAll(/^export type (\w+)Data = \{$([\s\S]*?)^\};$/gm)].map(([, name = '', data = '']) => [
      toKey(name),
      data,
    ]),
  )
  return [...code.matchAll(CALL)].map(([, name = '', method = '', path = '']) => {
    const data = named.get(toKey(name)) ?? ''
    return {
      method: method.toUpperCase(),
      path,
      query: getMembers(data, 'query'),
      body: getMembers(data, 'body'),
    }
  })
}

function getMembers(data: string, part: string): readonly string[] {
  const block = new RegExp(`^ {4}${part}\\??: \\{\\n([\\s\\S]*?)^ {4}\\}`, 'm').exec(data)?.[1] ?? ''
  return matchAll(block, /^ {8}(?:'([^']+)'|(\w+))\??:/gm)
}

// A function and its type differ in spelling, but not in their letters.
function toKey(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
