import { REFERENCE, type Reference } from '@bulkhead/contract/values/shapes'
import fc from 'fast-check'
import { hostileText, hostileValue } from './hostile.ts'

/** Kind of value that exists only when the request is sent. */
export type Kind = Reference | 'client_id' | 'client_secret' | 'password'

/** Placeholder in a generated request for something that exists when it is sent: the `pick`th of its kind. */
export class Existing {
  readonly kind: Kind
  readonly pick: number
  constructor(kind: Kind, pick: number) {
    this.kind = kind
    this.pick = pick
  }
}

/** Prefix of every generated credential. No response may contain it. */
export const SECRET_PREFIX = 'fuzz-s3cret-'

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly format?: string
  readonly [REFERENCE]?: Reference
}

const secret = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  .map((text) => SECRET_PREFIX + text)
const things = {
  id: fc.oneof(fc.integer({ min: 1 }), fc.constantFrom('a', '7')),
  limit: fc.integer(),
  name: fc.string(),
  note: fc.constant('x'),
}
const name = fc.oneof(
  fc.constantFrom('default', 'fuzz-1', 'fuzz-2', 'Ångström', '日本', '🚢'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
)

/** Valid values of free-form fields, by name. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  connector_type: fc.constantFrom('echo', 'Echo Chamber', 'ECHO'),
  credentials: fc.oneof(
    fc.record({ token: secret }),
    fc.record({ api_key: secret }),
    fc.record({ username: fc.constant('ann'), password: secret }),
    fc.record({ option_title: fc.constant('Token Credentials'), personal_access_token: secret }),
  ),
  replication_config: fc.record(
    {
      start_date: fc.constant('2025-01-01'),
      repositories: fc.constant(['a/b']),
      tenant: fc.constantFrom('acme', 'beta'),
    },
    { requiredKeys: [] },
  ),
  environment: fc.constantFrom(
    { base_url: '{upstream}' },
    { base_url: '{upstream}/v2' },
    { base_url: 'https://api.example.com' },
  ),
  entity: fc.constantFrom('things', 'things', 'things', 'issues', ''),
  action: fc.constantFrom('list', 'get', 'create', 'delete', 'download', 'describe'),
  params: fc.oneof(
    fc.constant({ id: '7' }),
    fc.constant({ name: 'x' }),
    fc.constant({}),
    fc.constant(null),
    fc.record(things, { requiredKeys: [] }),
  ),
  client_id: fc.constant(new Existing('client_id', 0)),
  client_secret: fc.constant(new Existing('client_secret', 0)),
  // The first ids belong to `echo`, so they agree with its name in the same request.
  definition_id: fc.constant(new Existing('definition', 0)),
  source_template_id: fc.constant(new Existing('template', 0)),
  server_side_oauth_secret_id: fc.constant(null),
  current_password: fc.constant(new Existing('password', 0)),
  issuer: fc.constantFrom('{upstream}', '{upstream}/realms/staff'),
  redirect_uris: fc.constantFrom(['https://agents.example/callback'], ['http://127.0.0.1/callback']),
  domain: fc.constantFrom('example.com', 'staff.example.org', 'bücher.example'),
  emails: fc.array(fc.constantFrom('ann@example.com', 'Bob@example.com', 'eve+1@example.org'), {
    minLength: 1,
    maxLength: 3,
  }),
  name: name,
  name_contains: name,
  select_fields: fc.array(fc.constantFrom('id', 'a.b', 'name'), { maxLength: 3 }),
}

/** Weights of hostile values, against 20 for valid ones. */
export const MANNERS = { right: 0, careless: 1, hostile: 8 } as const
export type Manner = keyof typeof MANNERS

/**
 * Returns values for a schema. Ids are {@link Existing}, to be resolved when the request is sent.
 *
 * @param field Name of the field. It gives free strings and free objects their meaning.
 */
export function getValues(schema: JsonSchema, manner: Manner, field = ''): fc.Arbitrary<unknown> {
  const right = { weight: 20, arbitrary: getRightValues(schema, manner, field) }
  return manner === 'right'
    ? right.arbitrary
    : fc.oneof(right, { weight: MANNERS[manner], arbitrary: hostileValue })
}

function getRightValues(schema: JsonSchema, manner: Manner, field: string): fc.Arbitrary<unknown> {
  const known = BY_NAME[field]
  if (known !== undefined) return known
  const reference = schema[REFERENCE]
  if (reference !== undefined) {
    const existing = fc.nat({ max: 1_000 }).map((pick): unknown => new Existing(reference, pick))
    if (manner === 'right') return existing
    return fc.oneof(
      { weight: 4, arbitrary: existing },
      { weight: 1, arbitrary: fc.oneof(name, fc.uuid(), hostileText) },
    )
  }
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const types = [schema.type ?? 'object'].flat() as string[]
  return fc.oneof(...types.map((type) => ofType(type, schema, manner, field)))
}

function ofType(type: string, schema: JsonSchema, manner: Manner, field: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return schema.format === 'uuid' ? fc.uuid() : manner === 'right' ? name : fc.oneof(name, hostileText)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(getValues(schema.items ?? {}, manner, field), { maxLength: 3 })
    default:
      return getObjects(schema, manner)
  }
}

/**
 * Returns objects of a schema. Optional properties are sometimes left out, and an unknown property is sometimes added.
 */
export function getObjects(
  { properties = {}, required = [] }: JsonSchema,
  manner: Manner,
): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(properties).map(([key, schema]) => {
    const value = getValues(schema, manner, key)
    const often = OFTEN.has(key)
    if (required.includes(key) && manner === 'right') return [key, value] as const
    const presence = required.includes(key) ? 30 : often ? 8 : 1
    return [
      key,
      fc.oneof(
        { weight: presence, arbitrary: value },
        { weight: often ? 1 : 4, arbitrary: fc.constant(undefined) },
      ),
    ] as const
  })
  const known = fc.record(Object.fromEntries(fields))
  if (manner === 'right') return known
  const unknown = fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    {
      weight: MANNERS[manner],
      arbitrary: fc.tuple(hostileText, hostileValue).map(([key, value]) => ({ [key]: value })),
    },
  )
  return fc.tuple(known, unknown).map(([right, more]) => ({ ...right, ...more }))
}

/** Optional fields without which a request is rarely valid. */
const OFTEN = new Set(['connector_type', 'credentials', 'environment', 'workspace_name', 'params'])
