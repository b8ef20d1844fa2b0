import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** What `confluence.js` sends to version 1 of the API, which is generated of Atlassian's description. */
export function confluenceCalls(folder: string): readonly ClientCall[] {
  return globSync('src/api/*.ts', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split(/\n {6}url: /)
    return calls.flatMap((code) => {
      const path = /^['`]([^'`]+)['`]/.exec(code)?.[1]?.replace(/\$\{[\w.?]*?(\w+)\}/g, '{$1}')
      const method = /\n {6}method: '(\w+)'/.exec(code)?.[1]
      if (path === undefined || method === undefined) return []
      const params = /\n {6}params: \{\n([\s\S]*?)\n {6}\}/.exec(code)?.[1] ?? ''
      return [{ method, path, query: matchAll(params, /^ {8}(\w+):/gm), body: [] }]
    })
  })
}
