import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll, membersOfType } from './client-call.ts'

const API = 'dist/cjs/api'
const CALL = /_response\.rawResponse, "(\w+)", "([^"]+)"\)/g

/** Reads the calls of `intercom-client` from the code that Intercom generates from its description. */
export function intercomCalls(folder: string): readonly ClientCall[] {
  const read = (pattern: string) =>
    globSync(pattern, { cwd: folder, exclude: ['**/unstable/**'] }).map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    )
  const types = read(`${API}/**/*.d.ts`).join('\n')
  return read(`${API}/resources/*/client/Client.js`).flatMap((code) => {
    let end = 0
    return [...code.matchAll(CALL)].flatMap(([whole, method = '', path = '']) => {
      const start = end
      end = code.indexOf(whole, start) + whole.length
      const own = code.slice(start, end)
      const hasBody = /\bcontentType: "application\/json"/.test(own)
      const body = hasBody ? bodyIn(own, types) : []
      // A body whose type is declared in another way is unknown here.
      if (hasBody && body.length === 0) return []
      return [{ method, path, query: matchAll(own, /_queryParams(?:\.(\w+)|\["(\w+)"\]) = /g), body }]
    })
  })
}

function bodyIn(code: string, types: string): readonly string[] {
  const request = /@param \{Intercom\.(\w+)\} request/.exec(code)?.[1] ?? ''
  const members = membersOfType(types, request)
  return members.includes('body') && members.length <= 2 && membersOfType(types, `${request}Body`).length > 0
    ? membersOfType(types, `${request}Body`)
    : members
}
