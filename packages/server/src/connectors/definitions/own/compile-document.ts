import { serialize } from 'node:v8'
import { gunzipSync } from 'node:zlib'
import { toDisplayName } from '@bulkhead/contract/values/display-name'
import type { Definition, Operation } from '@bulkhead/engine'
import { compareDefinitions, type DefinitionDifference } from '@bulkhead/engine/document'
import { EngineError } from '@bulkhead/engine/errors'
import { takesClient } from '@bulkhead/engine/oauth'
import { importDefinition } from '@bulkhead/import/import-definition'
import type { LeftOut } from '@bulkhead/import/openapi/load-plain-openapi'
import { holdThread } from '#platform/thread-hold'
import type { PackedEntity } from './lazy-entities.ts'

/** Document and overlay, compressed by gzip. */
export interface DocumentTexts {
  readonly document: Uint8Array
  readonly overlay: Uint8Array | null
  /** URL of the API, which a GraphQL schema does not contain. */
  readonly source_url: string | null
}

/** Document to compile. */
export interface CompileTask extends DocumentTexts {
  /** Names that replace those in the document. */
  readonly names: {
    readonly definition_id: string
    readonly slug?: string | undefined
    readonly display_name?: string | undefined
  }
  /** Whether the operator wrote it. The operator may use operations that block others. */
  readonly is_trusted?: true
  /** Previous version, for comparison. */
  readonly former?: DocumentTexts
}

/** Compiled document in the form that is sent between threads. */
export interface CompiledDocument {
  readonly slug: string
  readonly display_name: string
  readonly version: string
  /** The definition without its entities, serialized by `node:v8`. */
  readonly head: Uint8Array
  readonly entities: readonly PackedEntity[]
  readonly operations: number
  readonly takes_client: boolean
  /** Number of parts that cannot be offered. */
  readonly left_out: number
  /** The first of them. */
  readonly omissions: readonly LeftOut[]
  /** Undefined if the former version can no longer be used. */
  readonly difference?: ShownDifference | undefined
}

/** Difference from the former version, with its first changes. */
export interface ShownDifference extends DefinitionDifference {
  /** Whether a call that the former version accepted can be refused. */
  readonly breaks: boolean
  /** Whether narrowed tokens or connectors gain or lose an operation. */
  readonly changes_reach: boolean
}

// What is sent to the other thread is read there in one turn of its event loop.
const MOST_OMISSIONS = 100
const MOST_CHANGES = 500
/** Maximum size of a serialized definition. Reading a larger one would block all other work. */
const MOST_BYTES = 64 * 1024 * 1024
/** Maximum size of a serialized entity, which is read in one turn of the event loop. */
const MOST_ENTITY_BYTES = 4 * 1024 * 1024
/** Maximum size of the rest of a serialized definition, which is read in one turn too. */
const MOST_HEAD_BYTES = 8 * 1024 * 1024
/** Maximum number of operations, which some functions walk through in one turn of the event loop. */
const MOST_OPERATIONS = 30_000
/** Maximum number of parameters of an operation. A description has all of them in one step. */
const MOST_PARAMETERS = 10_000
/** Maximum number of security schemes. Credentials are compared with all of them. */
const MOST_AUTH_OPTIONS = 200
/** Maximum number of fields, aliases or selectors of a security scheme, and of settings. */
const MOST_FIELDS = 200
/** Maximum number of OAuth scopes of a security scheme. */
const MOST_SCOPES = 2_000
/** Maximum length of names. Messages contain them. */
const NAMES_MAX = 255
/** Maximum length of a reason or change that is shown. */
const LONGEST_SHOWN = 1_000

/**
 * Compiles a document of an organization. Its author must not be able to block others, so operations that could take
 * long are left out.
 *
 * @throws {EngineError} `document_invalid`
 */
export function compileDocument({ names, former, is_trusted, ...texts }: CompileTask): CompiledDocument {
  const { definition, left_out } = load(texts, names, is_trusted)
  const { entities, ...head } = definition
  const operations = count(definition)
  if (is_trusted === undefined) {
    assertMost(operations, MOST_OPERATIONS, 'operations')
    assertHead(head)
  }
  const packed = [...entities].map(([name, actions]) => ({ name, packed: serialize(actions) }))
  const rest = serialize(head)
  if (rest.length > MOST_HEAD_BYTES && is_trusted === undefined) {
    const size = `${toMib(rest.length)} MiB, more than ${toMib(MOST_HEAD_BYTES)}`
    throw refused(`has ${size} besides its operations, in descriptions, types and security schemes`)
  }
  const bytes = packed.reduce((sum, { packed }) => sum + packed.length, 0)
  if (bytes > MOST_BYTES && is_trusted === undefined) {
    throw refused(
      `compiles to ${toMib(bytes)} MiB, more than ${toMib(MOST_BYTES)}; remove operations with an overlay`,
    )
  }
  const large = packed.find(({ packed }) => packed.length > MOST_ENTITY_BYTES)
  if (large !== undefined && is_trusted === undefined) {
    const size = `${toMib(large.packed.length)} MiB, more than ${toMib(MOST_ENTITY_BYTES)}`
    throw refused(`has an entity ${large.name} that compiles to ${size}; remove operations with an overlay`)
  }
  const { slug, display_name, version } = head
  return {
    ...{ slug, display_name, version },
    head: rest,
    entities: packed,
    operations,
    takes_client: takesClient(definition),
    left_out: left_out.length,
    omissions: left_out
      .slice(0, MOST_OMISSIONS)
      .map(({ what, reason, ...at }) => ({ ...at, what: shown(what), reason: shown(reason) })),
    ...(former && { difference: compare(former, names, definition) }),
  }
}

/** Refuses what every use of a connector would walk through. */
function assertHead({ auth_options, settings }: Pick<Definition, 'auth_options' | 'settings'>): void {
  assertMost(settings.length, MOST_FIELDS, 'settings')
  for (const { name, fields, aliases, selectors, oauth } of auth_options) {
    assertName(name)
    assertMost(oauth?.scopes.size ?? 0, MOST_SCOPES, `scopes in the security scheme ${name}`)
    const most = Math.max(fields.length, aliases.size, selectors.size)
    assertMost(most, MOST_FIELDS, `fields in the security scheme ${name}`)
    for (const field of fields) assertName(field.name)
  }
  for (const { name } of settings) assertName(name)
}

function assertName(name: string): void {
  if (name.length > NAMES_MAX)
    throw refused(`has a name of ${name.length} characters, more than ${NAMES_MAX}: ${cut(name)}…`)
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

function compare(
  former: DocumentTexts,
  names: CompileTask['names'],
  definition: Definition,
): ShownDifference | undefined {
  try {
    const { operations, connectors } = compareDefinitions(load(former, names).definition, definition)
    return {
      operations: operations
        .slice(0, MOST_CHANGES)
        .map(({ changes, ...rest }) => ({ ...rest, changes: changes.slice(0, MOST_OMISSIONS).map(shown) })),
      connectors: connectors.slice(0, MOST_CHANGES).map(shown),
      breaks: operations.some(({ breaks }) => breaks) || connectors.length > 0,
      changes_reach: operations.some(({ narrowed }) => narrowed.length > 0),
    }
  } catch (thrown) {
    // The engine may refuse a former version that it once accepted.
    if (thrown instanceof EngineError) return undefined
    throw thrown
  }
}

function load(
  { document, overlay, source_url }: DocumentTexts,
  { definition_id, slug, display_name }: CompileTask['names'],
  is_trusted?: true,
) {
  const { definition, left_out, isPlain } = importDefinition(toText(document), 'document', {
    definition_id,
    ...(slug !== undefined && { slug }),
    ...(source_url !== null && { address: source_url }),
    ...(is_trusted === undefined && { most_schemes: MOST_AUTH_OPTIONS }),
    ...(overlay !== null && { overlay: { text: toText(overlay), source: 'overlay' } }),
  })
  if (!isPlain) {
    throw refused(
      'is a connector document; add OpenAPI or a GraphQL schema, and use an overlay for what is missing',
    )
  }
  const safe = is_trusted ? { definition, left_out } : withoutHazards(definition, left_out)
  const name = display_name ?? definition.display_name
  if (definition.slug === '') throw refused('has a title without letters; give a slug')
  // The mark belongs to the service, so a document of somebody else does not show it.
  const { mark: _, ...rest } = safe.definition
  const named = {
    ...rest,
    display_name: toDisplayName(name, NAMES_MAX) || cut(definition.slug),
    slug: cut(definition.slug),
    version: toDisplayName(definition.version, NAMES_MAX) || '0',
  }
  return { definition: named, left_out: safe.left_out }
}

function withoutHazards(definition: Definition, known: readonly LeftOut[]) {
  const left_out = [...known]
  const entities = new Map(
    [...definition.entities].flatMap(([entity, actions]) => {
      const kept = [...actions].filter(([, operation]) => {
        const reason = getHazard(operation)
        if (reason === undefined) return true
        left_out.push({ what: `${operation.method} ${operation.path}`, reason, line: 1, column: 1 })
        return false
      })
      return kept.length === 0 ? [] : [[entity, new Map(kept)] as const]
    }),
  )
  if (entities.size === 0) throw refused(`has no operation that can be offered: ${left_out[0]?.reason ?? ''}`)
  return { definition: { ...definition, entities }, left_out }
}

/** Returns the reason if using an operation could take unlimited time or memory. */
function getHazard({ entity, parameters, wire_path, pagination, ...rest }: Operation): string | undefined {
  if (entity.length > NAMES_MAX || parameters.some(({ name }) => name.length > NAMES_MAX))
    return `it has a name of more than ${NAMES_MAX} characters`
  if (parameters.length > MOST_PARAMETERS) return `it has more than ${MOST_PARAMETERS} parameters`
  if (parameters.some(({ pattern, reaches }) => pattern ?? reaches?.some(({ where }) => where !== undefined)))
    return "regular expressions are only for the operator's connector documents"
  if (parameters.some(({ composed, default_template }) => composed ?? default_template) || hasTemplates(rest))
    return "templates are only for the operator's connector documents"
  if ([wire_path, ...(pagination?.paths ?? [])].some(isAmbiguous))
    return 'its path has three parameters between two slashes'
  return undefined
}

function hasTemplates({
  record_transform,
  record_filter,
}: Pick<Operation, 'record_transform' | 'record_filter'>) {
  return record_transform !== undefined || record_filter !== undefined
}

/** Returns whether a path segment can be matched in so many ways that matching takes long. */
function isAmbiguous(path: string): boolean {
  return path.split('/').some((segment) => segment.split('{').length > 3)
}

function count({ entities }: Definition): number {
  return [...entities.values()].reduce((sum, actions) => sum + actions.size, 0)
}

function assertMost(found: number, most: number, what: string): void {
  if (found > most) throw refused(`has ${found} ${what}, more than ${most}; remove some with an overlay`)
}

function refused(fault: string): EngineError {
  const message = `document:1:1: ${fault}`
  return new EngineError('document_invalid', message, {
    source: 'document',
    problems: [{ line: 1, column: 1, message: fault }],
  })
}

function toText(compressed: Uint8Array): string {
  return holdThread(() => gunzipSync(compressed)).toString()
}

function cut(text: string): string {
  return text.slice(0, NAMES_MAX)
}

function toMib(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2)
}
