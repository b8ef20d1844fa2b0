import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/**
 * Reads the calls of `confluence.js` to both versions of the API. Its code is generated from Atlassian's descriptions.
 */
export function confluenceCalls(folder: string): readonly ClientCall[] {
  return globSync('dist/{v1,v2}/api/*.js', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split(/\n {8}url: /)
    return calls.flatMap((code) => {
      const path = /^['`]([^'`]+)['`]/.exec(code)?.[1]?.replace(/\$\{[\w.?]*?(\w+)\}/g, '{$1}')
      const method = /\n {8}method: '(\w+)'/.exec(code)?.[1]
      // This code does not name the fields of a body that is passed as a whole.
      if (path === undefined || method === undefined || /\n {8}body: parameters\??\.body,/.test(code))
        return []
      const params = /\n {8}searchParams: \{\n([\s\S]*?)\n {8}\}/.exec(code)?.[1] ?? ''
      const body = /\n {8}body: \{\n([\s\S]*?)\n {8}\}/.exec(code)?.[1] ?? ''
      return [{ method, path, query: namesIn(params), body: namesIn(body) }]
    })
  })
}

function namesIn(members: string): readonly string[] {
  return matchAll(members, /^ {12}(?:'([^']+)'|(\w+)):/gm)
}
