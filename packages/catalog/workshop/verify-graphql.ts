import { type GraphqlExamples, respondGraphql } from '@bulkhead/testing/upstreams/graphql-upstream'
import { type GraphQLSchema, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql'
import { catalogConnector } from './catalog-connector.ts'
import type { Verdict } from './verify-service.ts'

/**
 * Checks the GraphQL documents of a service's operations, and that a stand-in with its schema accepts their examples.
 */
export async function verifyGraphql(
  slug: string,
  schema: GraphQLSchema,
  examples: GraphqlExamples = {},
): Promise<readonly Verdict[]> {
  const { operations, examplesOf, plan } = catalogConnector(slug)
  const verdicts: Verdict[] = []
  for (const operation of operations) {
    const { entity, action, graphql } = operation
    if (graphql === undefined) continue
    const { fields: _, ...params } = examplesOf(operation)
    const body = plan(entity, action, params).body ?? '{}'
    const document = parse(JSON.parse(body).query)
    const said = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule])
    const { errors = [] } = await respondGraphql(schema, examples, body)
    const faults = [...said, ...errors].map(({ message }) => message)
    verdicts.push({ entity, action, described: true, faults: [...new Set(faults)], lacks: [], unknown: [] })
  }
  return verdicts
}
