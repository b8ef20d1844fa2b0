import { hash } from 'node:crypto'
import { invalid } from '@bulkhead/contract/errors'
import type { OperationDescription } from '@bulkhead/engine/describe'
import type { Tool as ListedTool } from '@modelcontextprotocol/server'
import { ResultShape } from '#mcp/results/result-shape'
import { describe } from '../describe.ts'
import { plainSchema } from '../plain-schema.ts'
import type { ToolCall } from '../tool.ts'
import { type ExtraNames, getExtras, getInput, getRenamed } from './expanded-input.ts'

/**
 * Maximum number of characters. The APIs of models take 63 at least, and clients put the name of the server before it, such as
 * `mcp__bulkhead__`.
 */
const LONGEST_NAME = 63 - 'mcp__bulkhead__'.length
/** Characters of the hash at the end of a name. */
const HASH_LENGTH = 8

/** Operation that a tool is named after. */
interface NamedOperation {
  readonly slug: string
  readonly entity: string
  readonly action: string
}

/** Maximum number of tools. Models choose badly from far fewer, and a document can have 30,000 operations. */
const MOST_TOOLS = 5_000
/** Maximum number of characters of the schemas on a page, unless one tool has more. */
const PAGE_CHARACTERS = 4 * 1024 ** 2

/** Operation that an expanded tool runs. */
export interface ExpandedTool {
  readonly entity: string
  readonly action: string
  /** Ids of the connectors that the tool can use. */
  readonly connector_ids: readonly string[]
  readonly extras: ExtraNames
  /** Params that have another name as an argument, by that name. Undefined if there are none. */
  readonly renamed: ReadonlyMap<string, string> | undefined
  /** Argument that names the connector if there are several. */
  readonly choice: string
}

/** Tools that are listed, by their place among the expanded tools. */
interface Page {
  readonly from: number
  readonly most: number
}

/** Expanded tools of a caller, and those of a page as they are listed. */
interface Expanded {
  readonly tools: ReadonlyMap<string, ExpandedTool>
  readonly listed: readonly ListedTool[]
}

type Described = Omit<OperationDescription, 'response'>

interface Offered {
  readonly slug: string
  readonly entity: string
  readonly action: string
  readonly connector_ids: string[]
  /** Extras of a tool with one connector, and with several. */
  readonly extras: readonly [ExtraNames, ExtraNames]
  readonly renamed: ExpandedTool['renamed']
  /** Present if the tool is on the page. The descriptions of all operations can be too large for memory. */
  readonly operation?: Described
}

/**
 * Returns a tool for each operation that the workspace's connectors offer to the caller. Connectors of one type share
 * their tools.
 *
 * @param taken Names of other tools.
 * @throws BulkheadError `invalid_request` if there are too many.
 */
export async function expandTools(
  call: ToolCall,
  taken: readonly string[],
  page: Page = { from: 0, most: 0 },
): Promise<Expanded> {
  const offered = [...(await offeredTo(call, page))]
  const toolNames = getToolNames(offered, taken)
  const tools = new Map<string, ExpandedTool>()
  const listed: ListedTool[] = []
  for (const [
    index,
    { slug, entity, action, connector_ids, extras: names, renamed, operation },
  ] of offered.entries()) {
    const name = toolNames[index] ?? ''
    const extras = connector_ids.length > 1 ? names[1] : names[0]
    const { connector: choice = 'connector' } = names[1]
    tools.set(name, { entity, action, connector_ids, extras, renamed, choice })
    if (operation !== undefined)
      listed.push(listedAs(name, slug, operation, getInput(operation, connector_ids, extras, renamed)))
  }
  return { tools, listed }
}

async function offeredTo(call: ToolCall, { from, most }: Page): Promise<Iterable<Offered>> {
  const { invoke, workspace_name } = call
  const query = workspace_name === undefined ? {} : { workspace_name }
  const { data } = await invoke('listConnectors', { query })
  const offered = new Map<string, Offered>()
  let end = from
  let left = PAGE_CHARACTERS
  for (const { id } of data) {
    const { slug, entities } = await describe(call, id, '')
    for (const { response: _, ...operation } of entities.flatMap(({ operations }) => operations)) {
      const { entity, action } = operation
      const key = JSON.stringify([slug, entity, action])
      const known = offered.get(key)
      if (known !== undefined) {
        known.connector_ids.push(id)
        continue
      }
      if (offered.size === MOST_TOOLS) {
        const message = `The connectors offer more than ${MOST_TOOLS} operations. Leave out ?tools=expanded, or narrow the token`
        throw invalid('query.tools', message)
      }
      const size = offered.size === end && end < from + most ? JSON.stringify(operation.params).length : 0
      const isOnPage = size > 0 && (size <= left || end === from)
      if (isOnPage) {
        end += 1
        left -= size
      }
      const extras = [getExtras(operation, false), getExtras(operation, true)] as const
      offered.set(key, {
        ...{ slug, entity, action, connector_ids: [id], extras, renamed: getRenamed(operation) },
        ...(isOnPage && { operation }),
      })
    }
  }
  return offered.values()
}

const OUTPUT = plainSchema(ResultShape) as NonNullable<ListedTool['outputSchema']>

// Names that people chose, such as a connector's, are not part of a description: a model trusts descriptions as the
// server's own.
function listedAs(
  name: string,
  slug: string,
  { entity, action, summary, description, effect, idempotent }: Described,
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
    outputSchema: OUTPUT,
    annotations: {
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destructive',
      idempotentHint: idempotent,
      openWorldHint: true,
    },
  }
}

/**
 * Returns a name for the tool of each operation. A name that is cut, or that several operations would have, ends in a
 * hash of the operation. So a client with an old list does not call another operation after a document has changed.
 *
 * @param taken Names of other tools.
 */
export function getToolNames(operations: readonly NamedOperation[], taken: readonly string[]): string[] {
  const names = new Set(taken)
  const wanted = new Set<string>()
  // Gemini takes no name that begins with a digit or a dash.
  const starts = operations.map(({ slug, entity, action }) =>
    `${slug}_${entity}_${action}`.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[0-9-])/, '_'),
  )
  for (const start of starts) (wanted.has(start) ? names : wanted).add(start)
  return operations.map(({ slug, entity, action }, index) => {
    const start = starts[index] ?? ''
    let name = start
    for (let attempt = 0; name.length > LONGEST_NAME || names.has(name); attempt++) {
      const text = JSON.stringify([attempt, slug, entity, action])
      const ending = `_${hash('sha256', text).slice(0, HASH_LENGTH)}`
      name = `${start.slice(0, LONGEST_NAME - ending.length)}${ending}`
    }
    names.add(name)
    return name
  })
}
