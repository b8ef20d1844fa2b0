import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, membersOfType } from './client-call.ts'

const PAGES = ['limit', 'starting_after', 'ending_before']
const CALL = /^ {4}(\w+)\([^)]*\) \{\n {8}return this\._makeRequest\('(\w+)', ['`]([^'`]+)['`]/gm

/** Reads the calls of `stripe` from the code that Stripe generates from its description. */
export function stripeCalls(folder: string): readonly ClientCall[] {
  return globSync('esm/resources/*.js', { cwd: folder }).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    const types = readFileSync(join(folder, file.replace(/\.js$/, '.d.ts')), 'utf8')
    return [...code.matchAll(CALL)].map(([, name = '', method = '', template = '']) => {
      const path = template.replace(/\$\{encodeURIComponent\((\w+)\)\}/g, '{$1}')
      const type = new RegExp(`^ {4}${name}\\([^)]*?params\\??: (\\w+)`, 'm').exec(types)?.[1] ?? ''
      const isPaged = new RegExp(`interface ${type} extends PaginationParams`).test(types)
      const names = [...membersOfType(types, type), ...(isPaged ? PAGES : [])]
      return { method, path, query: method === 'POST' ? [] : names, body: method === 'POST' ? names : [] }
    })
  })
}
