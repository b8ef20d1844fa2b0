import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll, membersOfType } from './client-call.ts'

const CALL =
  /^ {4}(?!constructor)(\w+)\([^\n]*\) \{\n(?: {8}const[^\n]*\n)?[\s\S]*?this\._client\.(get|post|put|patch|delete|getAPIList)\((?:\(0, path_1\.path\) )?['`]([^'`]+)['`]/gm

/** Reads the calls of `orb-billing` from the code generated from Orb's description. */
export function orbCalls(folder: string): readonly ClientCall[] {
  return globSync('resources/**/*.js', { cwd: folder }).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    const types = readFileSync(join(folder, file.replace(/\.js$/, '.d.ts')), 'utf8')
    return [...code.matchAll(CALL)].map(([, name = '', verb = '', raw = '']) => {
      const method = verb === 'getAPIList' ? 'GET' : verb.toUpperCase()
      const signature = new RegExp(`^ {4}${name}\\(([^)]*)\\)`, 'm').exec(types)?.[1] ?? ''
      const type = matchAll(signature, /\b(?:query|body|params)\??: (\w+)/g)[0] ?? ''
      const given = membersOfType(types, type).concat(ofUnion(types, type))
      const names = verb === 'getAPIList' ? [...given, 'limit', 'cursor'] : given
      const path = raw.replace(/\$\{(\w+)\}/g, '{$1}')
      return { method, path, query: method === 'GET' ? names : [], body: method === 'GET' ? [] : names }
    })
  })
}

/** Returns the members of all alternatives in a namespace. */
function ofUnion(types: string, name: string): readonly string[] {
  const start = types.indexOf(`namespace ${name} {`)
  if (name === '' || start < 0) return []
  const block = types.slice(start, start + types.slice(start).search(/^\}/m))
  return matchAll(block, /^ {8}(?:'([^']+)'|(\w+))\??:/gm)
}
