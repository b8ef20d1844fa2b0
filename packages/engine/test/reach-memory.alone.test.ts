import assert from 'node:assert/strict'
import test from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { reachedByParams } from '#reach/reached-by-params'
import { reachedByPath } from '#reach/reached-by-path'
import { compile, documentWith } from './acme.ts'

const MIB = 2 ** 20

test('calls of many operations keep no memory for each', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const kind = '{ name: kind, in: query, schema: { type: string, default: a } }'
  const paths = Array.from(
    { length: 4_000 },
    (_, index) =>
      `/{id}/t${index}:\n  get: { x-airbyte-entity: t${index}, x-airbyte-action: get, parameters: [{ name: id, in: path, schema: { type: string } }, ${kind}] }`,
  )
  const definition = compile(documentWith({ paths: paths.join('\n') }))
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const callAll = (from: number, to: number) => {
    for (const operation of operations.slice(from, to)) {
      reachedByPath(definition, operation, 'GET', operation.wire_path.replace('{id}', 'x'))
      reachedByParams(definition, operation, { kind: 'b' })
    }
  }
  // Operations by path are kept once for the definition.
  callAll(0, 1)
  collect()
  const before = process.memoryUsage().heapUsed
  callAll(1, 101)
  collect()
  const kept = (process.memoryUsage().heapUsed - before) / MIB
  assert.ok(kept < 5, `${kept.toFixed(1)} MiB`)
  assert.equal(operations.length, 4_000)
})
