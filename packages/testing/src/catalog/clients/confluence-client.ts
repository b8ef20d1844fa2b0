import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads what `confluence.js` sends to both versions of the API, which is generated of Atlassian's descriptions. */
export function confluenceCalls(folder: string): readonly ClientCall[] {
  return globSync('dist/{v1,v2}/api/*.js', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split(/\n {8}url: /)
    return calls.flatMap((code) => {
      const path = /^['`]([^'`]+)['`]/.exec(code)?.[1]?.replace(/\$\{[\w.?]*?(\w+)\}/g, '{$1}')
      const method = /\n {8}method: '(\w+)'/.exec(code)?.[1]
      // What a body as a whole has is not known here.
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
