import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from '../client-call.ts'

/**
 * Reads the calls of `harvest-v2` without a body: its code does not name the fields of bodies. It names the query
 * parameters of all lists together.
 */
export function harvestCalls(folder: string): readonly ClientCall[] {
  const read = (file: string) => readFileSync(join(folder, 'src', file), 'utf8')
  const [, listed = ''] = /listParams = \[([^\]]*)\]/.exec(read('mixins/ListFilterBase.js')) ?? []
  const query = matchAll(listed, /'(\w+)'/g)
  return globSync('src/api/*.js', { cwd: folder }).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    const name = /this\.name = '([\w/]+)'/.exec(code)?.[1]
    const isTopLevel = /\/v2\/\$\{this\.name\}`/.test(code) && code.includes("'../mixins/Base'")
    if (name === undefined || !isTopLevel) return []
    const path = `/v2/${name}`
    const without = { query: [], body: [] }
    if (/pick\(base, \['retrieve'\]\)/.test(code)) return [{ method: 'GET', path, ...without }]
    return [
      { method: 'GET', path, body: [], query: code.includes("'listBy'") ? query : [] },
      { method: 'GET', path: `${path}/{id}`, ...without },
      { method: 'DELETE', path: `${path}/{id}`, ...without },
    ]
  })
}
