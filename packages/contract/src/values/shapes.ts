import { type Static, type TObject, type TProperties, type TSchema, type TUnsafe, Type } from 'typebox'

/** Returns the schema of an object that rejects undeclared properties. Every object of the contract is one of these. */
export function Shape<P extends TProperties>(
  properties: P,
  options: Record<string, unknown> = {},
): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/**
 * Key of a schema's name in the OpenAPI document, where it is a component. Validators and serializers do not see it, since
 * it is a symbol. Copies of the schema keep it.
 */
export const NAME = Symbol('name')

/** Returns the {@link Shape} of an object that clients know by name, unique in the contract. */
export function NamedShape<P extends TProperties>(
  name: string,
  properties: P,
  options: Record<string, unknown> = {},
): TObject<P> {
  return Shape(properties, { [NAME]: name, ...options })
}

/** Returns the schema of `T` or null. It is one schema with two types, which serializes without trying alternatives. */
export function Nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const { type, enum: values } = schema as { type?: string; enum?: unknown[] }
  if (type === undefined) throw new TypeError('Nullable takes a schema with a type.')
  return Type.Unsafe({ ...schema, type: [type, 'null'], ...(values && { enum: [...values, null] }) })
}

/** Returns the schema of a string enumeration. */
export function OneOf<const V extends readonly string[]>(values: V, options: Record<string, unknown> = {}) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: values, ...options })
}

/** An ISO-8601 instant in UTC with milliseconds. */
export const Timestamp = Type.String({ format: 'date-time' })

/** Query parameters that limit a list to a time span. */
export const TimeQuery = {
  since: Type.Optional(
    Type.String({ format: 'date-time', description: 'Earliest time, such as `2026-11-25T00:00:00Z`.' }),
  ),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Before this time.' })),
}

/** Query parameter that adds the current names of ids to a list. */
export const IncludeNames = Type.Optional(
  Type.Boolean({ description: 'Adds what workspaces and connectors are called now.' }),
)

/** Current name of a resource, in a response to {@link IncludeNames}. */
export const CurrentName = Type.Optional(
  Nullable(Type.String({ description: 'With `include_names`. Null: there is none, or it was deleted.' })),
)

/** Fields of a record that name the program which acted for a person, or the key that acted. */
export const RecordedAgent = {
  grant_id: Nullable(
    Type.String({
      format: 'uuid',
      description:
        'If a program acted for the person, its grant, as in `listAgentGrants`. The command line of a person has one too.',
    }),
  ),
  client_id: Nullable(Type.String({ description: 'Client id of that program.' })),
  client_name: Nullable(
    Type.String({ description: 'Name that the program gave itself when it was allowed.' }),
  ),
  key_id: Nullable(Type.String({ format: 'uuid', description: 'If a key of the workspace acted, its id.' })),
}

/** Returns the schema of any JSON object. Its members are not checked. */
export function FreeObject(options: Record<string, unknown> = {}) {
  return Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, ...options })
}
export const JsonObject = FreeObject()

/** No body, for a response after a deletion or a redirect. */
export const Nothing = Type.Null()

/**
 * Kind of resource that an id refers to. All places that take an id of a kind are found through it, without a list kept
 * by hand.
 */
export type Reference =
  | 'organization'
  | 'workspace'
  | 'workspace_name'
  | 'workspace_key'
  | 'application'
  | 'secret'
  | 'connector'
  | 'definition'
  | 'own_definition'
  | 'template'
  | 'person'
  | 'invitation'
  | 'agent_grant'
  | 'agent_client'
  | 'passkey'
  | 'provider'
  | 'domain'
  | 'tool_call'
  | 'session'
  | 'webhook_endpoint'
  | 'webhook_delivery'
  | 'connect_session'
  | 'cursor'

/** Schema keyword that states which kind of resource an id refers to. */
export const REFERENCE = 'x-bulkhead-reference'

/** Schema keyword of an optional field that rejects null. In other optional fields null counts as absent. */
export const NULL_REFUSED = 'x-bulkhead-null-refused'

/** Schema keyword beside `pattern`: the rule in words, as the end of a message that begins with the field. */
export const PATTERN_RULE = 'x-bulkhead-pattern-rule'

/**
 * Returns the schema of a UUID that refers to a resource. A malformed UUID in a path is not found; elsewhere it is 422.
 */
export function Id(reference: Reference, options: Record<string, unknown> = {}) {
  return Type.String({ format: 'uuid', [REFERENCE]: reference, ...options })
}

/**
 * Returns the schema of an id in a path. It allows any string, so that a malformed id and an unknown one get the same
 * response. The server rejects paths that are too long before it reads them.
 */
export function PathId(reference: Reference) {
  return Type.String({ minLength: 1, [REFERENCE]: reference })
}

/** A workspace name as a lookup key. See `workspace-name.ts` for the grammar. */
export const WorkspaceName = Type.String({
  minLength: 1,
  maxLength: 255,
  format: 'workspace-name',
  [REFERENCE]: 'workspace_name',
  description:
    'The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or trailing space, compared exactly.',
})

/** A name for people, in a request. See `display-name.ts` for the grammar. */
export const DisplayName = Type.String({
  minLength: 1,
  maxLength: 255,
  format: 'display-name',
  description: 'Display name: not blank, no control or direction characters.',
})

/** Query parameters of a list that is paged with a cursor. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(
    Type.String({
      maxLength: 1024,
      description: 'Cursor out of `next` of the previous page.',
      [REFERENCE]: 'cursor',
    }),
  ),
}

/** Returns the schema of a list page. */
export function toPage<T extends TSchema>(item: T) {
  const { [NAME]: name } = item as { [NAME]?: string }
  if (name === undefined) throw new TypeError('toPage takes a named shape.')
  return NamedShape(`${name}Page`, {
    data: Type.Array(item),
    next: Nullable(
      Type.String({
        description:
          'Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with filters it may hold fewer than `limit`, or none, and have a next one.',
      }),
    ),
  })
}
