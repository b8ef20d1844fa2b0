import { buildSchema, getIntrospectionQuery, graphql } from 'graphql'
import type { RespondToRequest } from '../scripted-upstream.ts'

const SCHEMA = buildSchema(`
  type Query { parcel(id: ID!): Parcel sender(id: ID!): Sender parcels(first: Int!, after: String): ParcelConnection! }
  type Mutation { send(id: ID!): Parcel }
  type ParcelConnection { nodes: [Parcel!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Parcel { id: ID! weight: Float sender: Sender! }
  type Sender { id: ID! email: String }
`)
const PARCELS = ['p-1', 'p-2', 'p-3'].map((id, at) => ({
  id,
  weight: at + 0.5,
  sender: { id: 's-1', email: 'sender@parcels.example' },
}))

/** Body of an introspection request. */
export const INTROSPECTION = JSON.stringify({ query: getIntrospectionQuery() })

/** Real GraphQL service with three parcels. It rejects everything except queries by POST. */
export const serveGraphql: RespondToRequest = async ({ method, body }, respond) => {
  if (method !== 'POST') return void respond.writeHead(405).end()
  const { query, variables } = JSON.parse(body)
  const rootValue = {
    parcel: ({ id }: { id: string }) => PARCELS.find((parcel) => parcel.id === id) ?? null,
    sender: () => PARCELS[0]?.sender,
    parcels({ first, after }: { first: number; after?: string }) {
      const start = PARCELS.findIndex(({ id }) => id === after) + 1
      const nodes = PARCELS.slice(start, start + first)
      const pageInfo = { hasNextPage: start + first < PARCELS.length, endCursor: nodes.at(-1)?.id ?? null }
      return { nodes, pageInfo }
    },
  }
  const answer = await graphql({ schema: SCHEMA, source: query, variableValues: variables, rootValue })
  respond.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}
