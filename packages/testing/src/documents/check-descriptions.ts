import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  type Definition,
  type Operation,
  type PlanContext,
  planDownload,
  planRequest,
} from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { isEngineError } from '@bulkhead/engine/errors'
import { importDefinition } from '@bulkhead/import/import-definition'
import { loadOutline } from '@bulkhead/import/load-outline'

/** Result of checking a folder of OpenAPI descriptions. */
export interface DescriptionsReport {
  readonly files: number
  readonly loaded: number
  readonly operations: number
  /** Number of operations and schemes left out of loaded descriptions. */
  readonly left_out: number
  readonly refused: readonly { readonly file: string; readonly reason: string }[]
  /** Operations that loaded but cannot be planned, and other errors. */
  readonly faults: readonly string[]
  /** Milliseconds that loading took, without planning. */
  readonly ms: number
  /** Number of loaded descriptions that a start reads without their operations. */
  readonly outlined: number
  /** Milliseconds that reading these took. */
  readonly outline_ms: number
  /** Largest files, in descending order of size. */
  readonly largest: readonly DescriptionCost[]
}

export interface DescriptionCost {
  readonly file: string
  readonly mib: number
  readonly operations: number
  readonly ms: number
}

const LARGEST = 11

/**
 * Loads every JSON description below a folder and plans each operation from its own description alone.
 *
 * @param tell Receives progress messages.
 */
export function checkDescriptions(folder: string, tell: (text: string) => void): DescriptionsReport {
  const files = globSync('**/*.json', { cwd: folder }).sort()
  const refused: { file: string; reason: string }[] = []
  const faults: string[] = []
  const costs: DescriptionCost[] = []
  let [loaded, operations, left_out, outlined, outline_ms] = [0, 0, 0, 0, 0]
  for (const [index, file] of files.entries()) {
    if (index % 100 === 0) tell(`${index} of ${files.length} descriptions, ${loaded} loaded`)
    try {
      const bytes = readFileSync(join(folder, file))
      const text = bytes.toString()
      const start = performance.now()
      const found = importDefinition(text, file)
      const ms = performance.now() - start
      const all = [...found.definition.entities.values()].flatMap((actions) => [...actions.values()])
      costs.push({ file, mib: bytes.length / 1024 ** 2, operations: all.length, ms })
      loaded += 1
      operations += all.length
      left_out += found.left_out.length
      const outlineStart = performance.now()
      const outline = loadOutline(bytes, file)
      outline_ms += performance.now() - outlineStart
      if (outline !== undefined) outlined += 1
      if (outline !== undefined && !isDeepStrictEqual(outline, { ...found.definition, entities: new Map() }))
        faults.push(`${file}: its outline says something else than the whole`)
      const context = getContext(found.definition)
      for (const operation of all) {
        const fault = planningFault(context, operation)
        if (fault !== undefined) faults.push(`${file}: ${operation.entity} ${operation.action}: ${fault}`)
      }
    } catch (error) {
      if (isEngineError(error, 'document_invalid'))
        refused.push({ file, reason: getReason(error.details.problems) })
      else faults.push(`${file}: ${(error as Error).stack}`)
    }
  }
  const ms = costs.reduce((sum, cost) => sum + cost.ms, 0)
  const largest = costs.sort((a, b) => b.mib - a.mib).slice(0, LARGEST)
  const counts = { files: files.length, loaded, operations, left_out, outlined }
  return { ...counts, refused, faults, ms, outline_ms, largest }
}

function getReason(problems: readonly { readonly message: string }[]): string {
  return problems[0]?.message ?? 'no reason is given'
}

function getContext(definition: Definition): PlanContext {
  const [auth_option] = definition.auth_options
  if (auth_option === undefined) throw new Error('there is no way to authenticate')
  return {
    definition,
    base_url: new URL('https://api.example/base'),
    settings: {},
    auth_option,
    credentials: Object.fromEntries(auth_option.fields.map(({ name }) => [name, 'example'])),
    ...(auth_option.kind === 'oauth2' && { tokens: { access_token: 'example' } }),
    now: 0,
  }
}

function planningFault(context: PlanContext, operation: Operation): string | undefined {
  const { entity, action } = operation
  const call = { entity, action, params: describeOperation(operation, context.definition).example }
  try {
    if (action === 'download') planDownload(context, call)
    else planRequest(context, call)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
