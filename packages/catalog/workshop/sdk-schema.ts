/** Types that the generator made for the SDK's own documents. They do not belong to the schema. */
const OF_THE_SDK = /_|Fragment$|.(Query|Mutation|Subscription)(Variables)?$/

/**
 * Returns a GraphQL schema from the TypeScript that `graphql-codegen` made of it, as services publish it in their SDKs:
 * object types with the arguments of their fields, input types, enums and unions.
 *
 * @param source Declarations: `type Query = { … }`, `type QueryIssuesArgs = { … }`, `enum Order { … }`.
 * @returns Source of the schema. A type that is not declared becomes a scalar.
 */
export function schemaOfSdk(source: string): string {
  const plain = source.replace(/\/\*\*[\s\S]*?\*\//g, '')
  const blocks = new Map(
    [...plain.matchAll(/\btype (\w+) = (?:[\w &]+ & )?\{\n([\s\S]*?)\n\};/g)]
      .map((match) => [match[1] ?? '', match[2] ?? ''] as const)
      .filter(([name]) => /^\w+Args$/.test(name) || !OF_THE_SDK.test(name)),
  )
  const parametersOf = new Map([...blocks].map(([name, body]) => [toKey(name), body]))
  const objects = objectsIn(blocks)
  const enums = [...plain.matchAll(/\benum (\w+) \{\n([\s\S]*?)\n\}/g)]
  const unions = [...plain.matchAll(/\btype (\w+) = (\w+(?: \| \w+)+);/g)].filter(
    ([, name = '', members = '']) =>
      !OF_THE_SDK.test(name) && members.split(' | ').every((member) => isObject(blocks.get(member))),
  )
  const known = new Set([...blocks.keys(), ...enums.map(([, name = '']) => name)])
  for (const [, name = ''] of unions) known.add(name)
  const scalars = new Set<string>(['Unknown'])
  const type = (text: string) => getType(text, known, scalars)
  const parts = [...blocks].flatMap(([name, body]) => {
    if (name === 'Scalars' || (/Args$/.test(name) && !objects.has(name))) return []
    const fields = getFields(body).map(({ field, text, optional }) => {
      const given = parametersOf.get(toKey(`${name}${field}Args`))
      const parameters = given === undefined ? [] : getFields(given)
      const list = parameters.map((one) => `${one.field}: ${type(one.text)}${one.optional ? '' : '!'}`)
      return `${field}${list.length > 0 ? `(${list.join(', ')})` : ''}: ${type(text)}${optional ? '' : '!'}`
    })
    if (fields.length === 0) return []
    return [`${objects.has(name) ? 'type' : 'input'} ${name} { ${fields.join(' ')} }`]
  })
  return [
    ...parts,
    ...enums.map(([, name, body = '']) => {
      const values = [...body.matchAll(/= "([^"]+)"/g)].map((match) => match[1])
      return `enum ${name} { ${values.join(' ')} }`
    }),
    ...unions.map(([, name, members]) => `union ${name} = ${members}`),
    ...[...scalars].map((name) => `scalar ${name}`),
  ].join('\n')
}

// Generators separate the words of a name differently.
function toKey(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/**
 * Returns the names of output types: types with `__typename`, and types that such a type has a field of, such as
 * interfaces.
 */
function objectsIn(blocks: ReadonlyMap<string, string>): ReadonlySet<string> {
  const sure = [...blocks].filter(([, body]) => isObject(body))
  const used = sure.flatMap(([, body]) => body.match(/\w+/g) ?? [])
  return new Set([
    ...sure.map(([name]) => name),
    ...used.filter((name) => blocks.has(name) && name !== 'Scalars'),
  ])
}

function isObject(body: string | undefined): boolean {
  return body?.includes('__typename?:') === true
}

interface Field {
  readonly field: string
  readonly text: string
  readonly optional: boolean
}

function getFields(body: string): readonly Field[] {
  return [...body.matchAll(/^\s{2}(\w+)(\?)?: (.*);$/gm)].flatMap(([, field = '', optional, text = '']) =>
    field === '__typename' ? [] : [{ field, text, optional: optional !== undefined }],
  )
}

const BUILT_IN = new Set(['ID', 'String', 'Int', 'Float', 'Boolean'])

function getType(text: string, known: ReadonlySet<string>, scalars: Set<string>): string {
  const inner = /^(?:Input)?Maybe<(.*)>$/.exec(text)?.[1]
  if (inner !== undefined) return getType(inner, known, scalars)
  const element = /^Array<(.*)>$/.exec(text)?.[1]
  if (element !== undefined) {
    return `[${getType(element, known, scalars)}${/Maybe</.test(element) ? '' : '!'}]`
  }
  const scalar = /^Scalars\["(\w+)"\]/.exec(text)?.[1]
  if (scalar !== undefined) {
    if (!BUILT_IN.has(scalar)) scalars.add(scalar)
    return scalar
  }
  return known.has(text) ? text : 'Unknown'
}
