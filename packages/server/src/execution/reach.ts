import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { type Definition, narrowDefinition, type Operation, type Reach } from '@bulkhead/engine'
import { isFollowed } from '@bulkhead/engine/read'
import { allows, type Narrowing } from '#access/request/authorize'
import type { SealedConnector } from '#connectors/connections/load-connection'
import { getContext } from '#platform/vault/seal'

/** Metadata of a result, as the engine reads it. */
type Metadata = Readonly<Record<string, unknown>> | null

/** Returns whether a narrowing can forbid an operation of a connector's document. */
function isNarrowed({ grant, entities }: Narrowing): boolean {
  return (
    entities !== null ||
    grant?.entities !== undefined ||
    grant?.actions !== undefined ||
    grant?.read_only === true
  )
}

/**
 * Returns the definition with only the operations and parameters that a connector's `entities` and a token's grant
 * allow.
 */
export function allowedDefinition(definition: Definition, narrowing: Narrowing): Definition {
  if (!isNarrowed(narrowing)) return definition
  return narrowDefinition(definition, (operation) => allows(narrowing, operation))
}

/**
 * Returns the rights of a narrowed call in the form that the engine takes. Undefined if the narrowing forbids nothing.
 */
export function getReach(connection: SealedConnector, narrowing: Narrowing): Reach | undefined {
  if (!isNarrowed(narrowing)) return undefined
  return {
    permits: (operation) => allows(narrowing, operation),
    gave: (operation, cursor) => isMarked(connection, narrowing, operation, cursor),
  }
}

/**
 * Marks the cursor of a narrowed call if it is a URL. The caller can return this URL and no other: a URL can hold any
 * query of the service. The mark is the URL's fragment, so the URL stays one.
 */
export function markPage<M extends Metadata>(
  connection: SealedConnector,
  narrowing: Narrowing,
  operation: Operation,
  metadata: M,
): M {
  const cursor = metadata?.end_cursor
  if (typeof cursor !== 'string' || !isFollowed(operation, cursor)) return metadata
  const [url = ''] = cursor.split('#', 1)
  return {
    ...metadata,
    end_cursor: `${url}#${getMark(connection, narrowing, operation, url).toString('base64url')}`,
  }
}

/** Returns whether {@link markPage} marked a cursor for the same connector, operation and narrowing. */
function isMarked(
  connection: SealedConnector,
  narrowing: Narrowing,
  operation: Operation,
  cursor: string,
): boolean {
  const [url = '', mark = ''] = cursor.split('#')
  const given = Buffer.from(mark, 'base64url')
  const own = getMark(connection, narrowing, operation, url)
  return given.length === own.length && timingSafeEqual(given, own)
}

function getMark(
  connection: SealedConnector,
  narrowing: Narrowing,
  operation: Operation,
  url: string,
): Buffer {
  const { data_key, connector_id } = connection
  const key = hkdfSync('sha256', data_key, '', 'mark of a page', 32)
  const context = getContext(connector_id, operation.entity, operation.action, toText(narrowing), url)
  return createHmac('sha256', Buffer.from(key)).update(context).digest()
}

/** Serializes a narrowing. The order in which it lists what it allows makes no difference. */
function toText({ grant, entities }: Narrowing): string {
  const permissions = entities?.map(({ entity, modes }) =>
    [entity, modes?.toSorted() ?? null].flat().join(' '),
  )
  return JSON.stringify([
    grant?.entities?.toSorted() ?? null,
    grant?.actions?.toSorted() ?? null,
    grant?.read_only ?? null,
    permissions?.toSorted() ?? null,
  ])
}
