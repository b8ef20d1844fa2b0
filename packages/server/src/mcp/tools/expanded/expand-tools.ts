import type { OperationDescription } from '@bulkhead/engine/describe'
import type { Tool as ListedTool } from '@modelcontextprotocol/server'
import { ResultShape } from '#mcp/results/result-shape'
import { describe } from '../describe.ts'
import { plainSchema } from '../plain-schema.ts'
import type { ToolCall } from '../tool.ts'
import { type ExtraNames, getExtras, getInput } from './expanded-input.ts'

const LONGEST_NAME = 64

/** Operation that an expanded tool runs. */
export interface ExpandedTool {
  readonly entity: string
  readonly action: string
  /** Ids of the connectors that the tool can use. */
  readonly connector_ids: readonly string[]
  readonly extras: ExtraNames
}

interface Offered {
  readonly slug: string
  readonly operation: OperationDescription
  readonly connector_ids: string[]
}

/**
 * Returns a tool for each operation that the workspace's connectors offer to the caller. Connectors of one type share
 * their tools.
 *
 * @param taken Names of other tools.
 */
export async function expandTools(
  call: ToolCall,
  taken: readonly string[],
): Promise<Map<string, ExpandedTool & { listed: ListedTool }>> {
  const names = new Set(taken)
  const tools = new Map<string, ExpandedTool & { listed: ListedTool }>()
  for (const { slug, operation, connector_ids } of await offeredTo(call)) {
    const { entity, action } = operation
    const name = freeName(`${slug}_${entity}_${action}`, names)
    names.add(name)
    const extras = getExtras(operation, connector_ids)
    const listed = listedAs(name, slug, operation, getInput(operation, connector_ids, extras))
    tools.set(name, { entity, action, connector_ids, extras, listed })
  }
  return tools
}

async function offeredTo(call: ToolCall): Promise<Iterable<Offered>> {
  const { invoke, workspace_name } = call
  const query = workspace_name === undefined ? {} : { workspace_name }
  const { data } = await invoke('listConnectors', { query })
  const offered = new Map<string, Offered>()
  for (const { id } of data) {
    const { slug, entities } = await describe(call, id, '')
    for (const operation of entities.flatMap(({ operations }) => operations)) {
      const key = JSON.stringify([slug, operation.entity, operation.action])
      const known = offered.get(key) ?? { slug, operation, connector_ids: [] }
      known.connector_ids.push(id)
      offered.set(key, known)
    }
  }
  return offered.values()
}

// Names that people chose, such as a connector's, are not part of a description: a model trusts descriptions as the
// server's own.
function listedAs(
  name: string,
  slug: string,
  { entity, action, summary, description, effect, idempotent }: OperationDescription,
  input: object,
): ListedTool {
  const parts = [
    summary ?? `${action} ${entity} of ${slug}`,
    ...(description === undefined ? [] : [description]),
    ...(effect === 'destructive' ? ['This cannot be undone'] : []),
  ]
  return {
    name,
    description: parts
      .map((part) => (/[.!?]$/.test(part.trim()) ? part.trim() : `${part.trim()}.`))
      .join(' '),
    inputSchema: input as ListedTool['inputSchema'],
    outputSchema: plainSchema(ResultShape) as NonNullable<ListedTool['outputSchema']>,
    annotations: {
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destructive',
      idempotentHint: idempotent,
      openWorldHint: true,
    },
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const safe = wanted.replaceAll(/[^A-Za-z0-9_-]/g, '_')
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `_${number}`
    const name = `${safe.slice(0, LONGEST_NAME - ending.length)}${ending}`
    if (!taken.has(name)) return name
  }
}
