import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/**
 * Reads the calls of `asana` from the code that Asana generates from its description. Omits bodies: that code does not
 * name their fields.
 */
export function asanaCalls(folder: string): readonly ClientCall[] {
  return globSync('dist/api/*Api.js', { cwd: folder }).flatMap((file) => {
    const methods = readFileSync(join(folder, file), 'utf8').split(/(?=\n {4}\/\*\*\n)/)
    return methods.flatMap((code) => {
      const [, path, method] = /callApi\('([^']+)', '(\w+)'/.exec(code) ?? []
      if (path === undefined || method === undefined) return []
      return [{ method, path, query: matchAll(code, /@param \{[^\n]*?\} opts\.([\w.]+)/g), body: [] }]
    })
  })
}
