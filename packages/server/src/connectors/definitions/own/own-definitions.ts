import { deserialize } from 'node:v8'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Definition } from '@bulkhead/engine'
import type { QuotaReader } from '#access/limits/read-quotas'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { type Cache, createCache } from '#platform/cache/create-cache'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { WaitOutside } from '#platform/database/roles/begin-again'
import type { Database } from '#platform/database/roles/confine'
import { inSlices } from '#platform/in-slices'
import {
  type Definitions,
  getTemplateId,
  indexDefinitions,
  type KnownDefinition,
} from '../load-definitions.ts'
import type { Compiler } from './compiler.ts'
import type { PackedEntity } from './lazy-entities.ts'
import type { OwnDefinition } from './own-definition.ts'

interface Dependencies {
  readonly database: Database
  readonly quotas: QuotaReader
  readonly compiler: Compiler
  readonly revocations: Pick<RevocationFeed, 'onReplaced'>
  /** Definitions that everybody has. */
  readonly shared: Definitions
}

/** Definitions of each organization: those that everybody has, and those that it added. */
export interface OwnDefinitions {
  /** Returns the definitions of an organization. If it has none of its own, returns the shared ones immediately. */
  of(organization: string): Definitions | Promise<Definitions>
  /** Compiled documents by revision. */
  readonly compiled: Pick<Cache<Compiled>, 'clear'>
}

/** Channel that notifies other processes of organizations whose definitions changed. */
export const DEFINITIONS_CHANNEL = 'bulkhead_definitions'

const LISTS = 1_000
const COMPILED_BYTES = 256 * 1024 * 1024
const REFUSED_BYTES = 16 * 1024 * 1024
const REFUSED_MS = 300_000
/** Memory of a compiled definition, as a multiple of its serialized size. */
const UNPACKED = 4

interface List {
  readonly version: number
  definitions: Definitions | Promise<Definitions>
}

interface Compiled {
  readonly known: KnownDefinition
  readonly bytes: number
}

/** Columns of a definition. Its document is read when it is compiled. */
const COLUMNS = ['definition_id', 'slug', 'display_name', 'version', 'takes_client', 'revision'] as const

type Row = Readonly<Record<Exclude<(typeof COLUMNS)[number], 'takes_client'>, string>> & {
  readonly takes_client: boolean
}

/**
 * Creates a reader of the definitions that organizations added. Their list is cached while the version in
 * `organizations` stays the same. Documents are compiled at their first use.
 */
export function createOwnDefinitions({
  database,
  quotas,
  compiler,
  revocations,
  shared,
}: Dependencies): OwnDefinitions {
  const lists = createCache<List>({
    name: 'own_definition_lists',
    key: 'organization',
    max: LISTS,
    invalidatedBy: 'another version, which is read with the quotas; another database server',
  })
  const compiled = createCache<Compiled>({
    name: 'own_definitions',
    key: 'revision of the document',
    max: COMPILED_BYTES,
    sizeOf: ({ bytes }) => bytes,
    invalidatedBy: 'nothing',
  })
  const refused = createCache<BulkheadError>({
    name: 'refused_definitions',
    key: 'revision of the document',
    max: REFUSED_BYTES,
    sizeOf: ({ message, details }) => message.length + JSON.stringify(details).length,
    // A refusal can also mean that the machine was busy.
    ttlMs: REFUSED_MS,
    invalidatedBy: 'nothing',
  })
  const compiling = new Map<string, Promise<KnownDefinition>>()
  let replacements = 0

  // The new server may have lost the newest versions, and assigns their numbers again.
  revocations.onReplaced(() => {
    replacements += 1
    lists.clear()
  })

  function list(organization: string, version: number): Definitions | Promise<Definitions> {
    if (version === 0) return shared
    const known = lists.get(organization)
    if (known?.version === version) return known.definitions
    const read = readList(organization)
    const entry: List = { version, definitions: read }
    lists.set(organization, entry)
    read.then(
      (definitions) => {
        entry.definitions = definitions
      },
      () => {
        if (lists.get(organization) === entry) lists.delete(organization)
      },
    )
    return read
  }

  async function readList(organization: string): Promise<Definitions> {
    const rows = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx.selectFrom('organization_definitions').select(COLUMNS).orderBy('definition_id').execute(),
    )
    if (rows.length === 0) return shared
    // Own definitions and those of the catalog that were added later do not replace each other.
    return indexDefinitions([...rows.map((row) => toKnown(organization, row)), ...shared.all])
  }

  function toKnown(organization: string, row: Row): KnownDefinition {
    const ready = () => {
      const known = compiled.get(row.revision)?.known
      return known ?? compile(organization, row)
    }
    return {
      ...toFacts(row),
      ready,
      get definition() {
        const known = compiled.get(row.revision)?.known
        if (known === undefined) throw new WaitOutside(() => compile(organization, row))
        return known.definition
      },
    }
  }

  function compile(organization: string, row: Row): Promise<KnownDefinition> {
    const { revision } = row
    const refusal = refused.get(revision)
    if (refusal !== undefined) return Promise.reject(refusal)
    const running = compiling.get(revision)
    if (running !== undefined) return running
    const started = load(organization, row).finally(() => compiling.delete(revision))
    compiling.set(revision, started)
    return started
  }

  async function load(organization: string, row: Row): Promise<KnownDefinition> {
    const { definition_id, slug, display_name, revision } = row
    const found = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx
        .selectFrom('organization_definitions')
        .select(['document', 'overlay', 'source_url'])
        .where('definition_id', '=', definition_id)
        .where('revision', '=', revision)
        .executeTakeFirst(),
    )
    if (found === undefined) {
      quotas.forget(organization)
      lists.delete(organization)
      throw new BulkheadError('unavailable', `${display_name} was changed in the meantime. Try again.`, {
        retryAfter: 1,
      })
    }
    const names = { definition_id, slug, display_name }
    const made = await compiler.compile(organization, { ...found, names }).catch((thrown: unknown) => {
      // It was accepted once, with fewer bounds or more time.
      if (thrown instanceof BulkheadError && thrown.code === 'invalid_request') refused.set(revision, thrown)
      throw thrown
    })
    const definition: OwnDefinition = {
      ...(deserialize(made.head) as OwnDefinition),
      entities: await unpackEntities(made.entities),
      organization_id: organization,
    }
    const known: KnownDefinition = { ...toFacts(row), definition }
    const bytes = made.entities.reduce((sum, { packed }) => sum + packed.length, made.head.length)
    compiled.set(revision, { known, bytes: bytes * UNPACKED })
    return known
  }

  return {
    compiled,
    of(organization) {
      const facts = quotas.of(organization)
      if (!(facts instanceof Promise)) return list(organization, facts.definitions_version)
      const before = replacements
      return facts.then(({ definitions_version }) =>
        // A version of the former server says nothing about the rows of the new one.
        before === replacements ? list(organization, definitions_version) : readList(organization),
      )
    },
  }
}

function toFacts({ definition_id, slug, display_name, version, takes_client }: Row) {
  return {
    ...{ definition_id, slug, display_name, version, takes_client },
    template_id: getTemplateId({ definition_id }),
    custom: true,
    is_own: true as const,
    mark: undefined,
    // Requests of icons have no token, so the server cannot tell to which organization an icon belongs.
    icon: null,
  }
}

/**
 * Deserializes entities, in slices of the event loop. Many functions walk through all operations of a definition, so
 * a definition of an organization must not be deserialized in one turn.
 */
function unpackEntities(entities: readonly PackedEntity[]): Promise<Definition['entities']> {
  return inSlices('compile document', unpack(entities))
}

function* unpack(entities: readonly PackedEntity[]): Generator<undefined, Definition['entities'], undefined> {
  const made = new Map<string, ReturnType<Definition['entities']['get']> & {}>()
  for (const { name, packed } of entities) {
    made.set(name, deserialize(packed))
    yield
  }
  return made
}
