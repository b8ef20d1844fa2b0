import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Bulkhead } from '../src/bulkhead.ts'
import * as exported from '../src/index.ts'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
/** Other names of members, which the API uses. */
const ALIAS = 'bulkhead.oauthCredentials'

test('the table of resources names every member and method', () => {
  const bulkhead = new Bulkhead({ token: 'not-used' })
  const expected = [
    ...getMethods(bulkhead, 'bulkhead').filter(([path]) => path !== 'bulkhead' && path !== ALIAS),
    ...getMethods(bulkhead.workspace('acme'), "bulkhead.workspace('acme')"),
  ]
  const rows = [...README.matchAll(/^\| `(bulkhead[^`]*)` +\| (.*?) *\|$/gm)].map(
    ([, path = '', methods = '']) => [path, [...methods.matchAll(/`(\w+)`/g)].map(([, name]) => name)],
  )
  const sorted = (table: readonly (readonly [string, readonly string[]])[]) =>
    Object.fromEntries(table.map(([path, methods]) => [path, [...methods].sort()]))
  assert.deepEqual(sorted(rows as [string, string[]][]), sorted(expected))
})

test('the table of errors names every class', () => {
  const classes = Object.keys(exported).filter((name) => name.endsWith('Error'))
  const named = [...README.matchAll(/^\| `(\w+Error)` /gm)].map(([, name]) => name)
  assert.deepEqual(named.sort(), classes.sort())
})

/** Lists the methods of an object and of the objects it holds, by their paths. */
function getMethods(of: object, path: string): [string, string[]][] {
  const names = new Set<string>()
  for (let one = of; one !== Object.prototype; one = Object.getPrototypeOf(one))
    for (const name of Object.getOwnPropertyNames(one)) if (name !== 'constructor') names.add(name)
  const values = [...names].map((name) => [name, (of as Record<string, unknown>)[name]] as const)
  const methods = values.filter(([, value]) => typeof value === 'function').map(([name]) => name)
  const nested = values.filter(([, value]) => typeof value === 'object' && value !== null)
  return [
    ...(methods.length === 0 ? [] : [[path, methods] as [string, string[]]]),
    ...nested.flatMap(([name, value]) => getMethods(value as object, `${path}.${name}`)),
  ]
}
