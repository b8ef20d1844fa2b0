import {
  buildSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  validate,
} from 'graphql'

/** Example values by the name of a field. Without one, by the name of its type. */
export type GraphqlExamples = Readonly<Record<string, unknown>>

/** Examples of the types that every schema has. */
const BUILT_IN: GraphqlExamples = { Int: 1, Float: 0.5, Boolean: false, ID: 'MDExOlB1bGxSZXF1ZXN0MQ==' }

/** GraphQL response in its wire format. */
export interface GraphqlResponse {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string }[]
}

/** Returns a service's own GraphQL schema from its source. Faults in a published schema are tolerated. */
export function graphqlSchema(text: string): GraphQLSchema {
  return buildSchema(text, { assumeValid: true, assumeValidSDL: true })
}

/**
 * Responds to a GraphQL request like a service with this schema: with errors if the schema does not allow it, variables
 * included, otherwise with examples, one element per list.
 *
 * @param body JSON of the request.
 */
export async function respondGraphql(
  schema: GraphQLSchema,
  examples: GraphqlExamples,
  body: string,
): Promise<GraphqlResponse> {
  const { query, variables, operationName } = JSON.parse(body)
  try {
    const document = parse(query)
    const faults = validate(schema, document)
    if (faults.length > 0) return { errors: faults.map(({ message }) => ({ message })) }
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      rootValue: {},
      fieldResolver: exampleField({ ...BUILT_IN, ...examples }),
      typeResolver: asked,
    })
    if (errors !== undefined) return { errors: errors.map(({ message }) => ({ message })) }
    return { data }
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] }
  }
}

function exampleField(examples: GraphqlExamples): GraphQLFieldResolver<unknown, unknown> {
  return (_, __, ___, info) => getExample(info.returnType, info.fieldName, examples)
}

function getExample(type: GraphQLOutputType, field: string, examples: GraphqlExamples): unknown {
  if (isNonNullType(type)) return getExample(type.ofType, field, examples)
  if (isListType(type)) return [getExample(type.ofType, field, examples)]
  if (!isLeafType(type)) return {}
  if (isEnumType(type)) return type.getValues()[0]?.value
  const typed = examples[type.name]
  const named = examples[field]
  return typeof named === typeof typed || typed === undefined ? (named ?? `example of ${field}`) : typed
}

/** Resolves an abstract type to the first of its types from which the request selects a field. */
const asked: GraphQLTypeResolver<unknown, unknown> = (_, __, info: GraphQLResolveInfo, abstract) => {
  const possible = info.schema.getPossibleTypes(abstract).map(({ name }) => name)
  const wanted = info.fieldNodes
    .flatMap(({ selectionSet }) => selectionSet?.selections ?? [])
    .flatMap((selection) =>
      selection.kind === Kind.INLINE_FRAGMENT ? (selection.typeCondition?.name.value ?? []) : [],
    )
  return wanted.find((name) => possible.includes(name)) ?? possible[0]
}
