import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from '../client-call.ts'

const CALL = /(?:this|super)\.(get|getAll|delete)\((?:"GET",)?\[([^\]]*)\]\)/g
const PREFIXES = { voice: '/channels/voice', helpcenter: '/help_center', services: undefined } as const

/** Reads the calls of `node-zendesk` without a body: its code does not name the fields of bodies. */
export function zendeskCalls(folder: string): readonly ClientCall[] {
  const code = readFileSync(join(folder, 'dist/index.js'), 'utf8')
  const [, ...classes] = code.split(/(?=class extends \w+\{constructor\(\w\)\{super\()/)
  return classes.flatMap((own) => {
    const kind = /super\(\w,\w+\.(voice|helpcenter|services)\)/.exec(own)?.[1] as keyof typeof PREFIXES
    const prefix = kind === undefined ? '' : PREFIXES[kind]
    if (prefix === undefined) return []
    return [...own.matchAll(CALL)].flatMap(([, verb, given = '']): ClientCall[] => {
      const [path = '', options = ''] = given.split(/,(?=\{)/)
      const segments = path.split(',').map((part) => (part.startsWith('"') ? part.slice(1, -1) : `{${part}}`))
      // Other parts are computed.
      if (!segments.every((segment) => /^(?:[\w/]+|\{\w+\})$/.test(segment))) return []
      // The client ends every path with .json, which is optional. The documents of Talk leave it out.
      const ending = kind === 'voice' ? '' : '.json'
      return [
        {
          method: verb === 'delete' ? 'DELETE' : 'GET',
          path: `/api/v2${prefix}/${segments.join('/')}${ending}`,
          query: matchAll(options, /(?:\{|,)"?([\w[\]]+)"?:/g),
          body: [],
        },
      ]
    })
  })
}
