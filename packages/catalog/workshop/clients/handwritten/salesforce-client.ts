import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll, membersOfType } from '../client-call.ts'

const FILES = ['connection.js', 'query.js', 'record-reference.js', 'api/analytics.js']
const WRITTEN = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Task', 'Event']
/** A list of segments that is joined to a URL, up to the end of the method. */
const JOINED = /\[\s*this(?:\._conn)?\._baseUrl\(\),([^\]]*)\]\s*\.join\('(\/?)'\)([\s\S]*?)\n {4}\}/g
/** A string that is appended to the base URL. */
const APPENDED = /(?:this\._baseUrl\(\) \+ '|`\$\{this\._baseUrl\(\)\})(\/\w+)(?:\?(\w+)=)?/g

/** Reads the calls of `@jsforce/jsforce-node` that only read, and its fields of records that are written. */
export function salesforceCalls(folder: string): readonly ClientCall[] {
  const reads = FILES.flatMap((file) => {
    const code = readFileSync(join(folder, 'lib', file), 'utf8')
    const joined = [...code.matchAll(JOINED)].flatMap(([, segments = '', separator = '', rest = '']) => {
      if (/method: '(?!GET)/.test(rest) && !rest.includes("method: 'GET'")) return []
      const parts = segments.split(',').map((part) => part.trim())
      const path = parts
        .filter((part) => part !== '')
        .map(toSegment)
        .join(separator)
      const [own = '', asked] = path.split('?')
      const query = [...matchAll(asked ?? '', /(\w+)=/g), ...matchAll(rest, /[`']\?(\w+)=/g)]
      return [{ method: 'GET', path: toPath(own), query, body: [] }]
    })
    const appended = [...code.matchAll(APPENDED)].map(([, path = '', name]) => {
      return { method: 'GET', path: toPath(path), query: name === undefined ? [] : [name], body: [] }
    })
    return [...joined, ...appended]
  })
  const declarations = readFileSync(join(folder, 'lib/types/standard-schema.d.ts'), 'utf8')
  const writes = WRITTEN.flatMap((object) => {
    const body = membersOfType(declarations, `Fields\\$${object}`)
    const create = { method: 'POST', path: toPath(`sobjects/${object}`), query: [], body }
    return [create, { ...create, method: 'PATCH', path: toPath(`sobjects/${object}/{id}`) }]
  })
  return [...reads, ...writes]
}

/** Returns a segment: a literal, the default of a choice, or a placeholder. */
function toSegment(code: string): string {
  const literal = /^(?:.* : )?'([^']*)'$/.exec(code)?.[1]
  return literal ?? (/^encodeURIComponent/.test(code) ? '' : `{${/(\w+)$/.exec(code)?.[1] ?? 'part'}}`)
}

function toPath(path: string): string {
  return `/services/data/v59.0/${path.replace(/^\//, '')}`
}
