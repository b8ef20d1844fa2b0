import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const RESOURCE = /^ {4}(\w+): \[$([\s\S]*?)^ {4}\],$/gm
const CALL = /^ {8}\[\s*'(\w+)',\s*'(GET|POST)',\s*'([^']+)',\s*(null|'[^']+'),\s*(true|false),/gm
const FILTER: Readonly<Record<string, readonly string[]>> = {
  String: ['is', 'is_not', 'starts_with', 'in', 'not_in'],
  Enum: ['is', 'is_not', 'in', 'not_in'],
  Timestamp: ['after', 'before', 'on', 'between'],
  Boolean: ['is'],
  Number: ['is', 'is_not', 'lt', 'lte', 'gt', 'gte', 'between'],
}

/** Reads the calls of `chargebee` from the code that Chargebee generates from its description. */
export function chargebeeCalls(folder: string): readonly ClientCall[] {
  const types = globSync('types/resources/*.d.ts', { cwd: folder }).map(
    (file) => [file.toLowerCase(), readFileSync(join(folder, file), 'utf8')] as const,
  )
  const code = readFileSync(join(folder, 'cjs/resources/api_endpoints.js'), 'utf8')
  return [...code.matchAll(RESOURCE)].flatMap(([, resource = '', calls = '']) => {
    const file = `/${resource.replaceAll('_', '').toLowerCase()}.d.ts`
    const declared = types.find(([name]) => name.endsWith(file))?.[1] ?? ''
    return [...calls.matchAll(CALL)].map(([, action = '', method = '', path = '', rest = '', hasId]) => {
      const names = readInput(declared, action)
      return {
        method,
        path: `${path}${hasId === 'true' ? '/{id}' : ''}${rest === 'null' ? '' : rest.slice(1, -1)}`,
        query: method === 'GET' ? names : [],
        body: method === 'GET' ? [] : names,
      }
    })
  })
}

function readInput(declared: string, action: string): readonly string[] {
  const name = `${action[0]?.toUpperCase()}${action.slice(1)}InputParam`
  const block = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n {4}\\}`).exec(declared)?.[1] ?? ''
  return [...block.matchAll(/^ {6}(?:'([^']+)'|(\w+))\??: ([^\n]+)/gm)].flatMap(
    ([, quoted, plain = '', type = '']) => {
      const member = quoted ?? plain
      const operators = FILTER[/^filter\.(\w+)/.exec(type)?.[1] ?? ''] ?? []
      return [
        member,
        ...operators.map((operator) => `${member}[${operator}]`),
        ...listsIn(declared, member, type),
      ]
    },
  )
}

/** Returns the field names of a list or an object, which a form writes as `list[member][0]` and `object[member]`. */
function listsIn(declared: string, member: string, type: string): readonly string[] {
  const [, name = '', list = ''] = /^(\w+InputParam)(\[\])?/.exec(type) ?? []
  if (name === '') return []
  const block = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n {4}\\}`).exec(declared)?.[1] ?? ''
  const places = list === '' ? [''] : ['[0]', '[1]']
  return matchAll(block, /^ {6}(\w+)\??:/gm).flatMap((one) =>
    places.map((place) => `${member}[${one}]${place}`),
  )
}
