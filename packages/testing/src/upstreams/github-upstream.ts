import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { GraphQLSchema } from 'graphql'
import { cutDown, type Description } from './description.ts'
import { type GraphqlExamples, graphqlSchema, respondGraphql } from './graphql-upstream.ts'
import { type LocalServer, listenLocally } from './listen-locally.ts'
import { serveDescription } from './serve-description.ts'

/**
 * Paths of GitHub's description: those that the catalog's connector calls, and those in
 * docs/tutorials/add-a-service.md.
 */
const PATHS = new RegExp(
  `^(${[
    '/user/repos',
    '/search/code',
    '/repos/\\{owner\\}/\\{repo\\}/(pulls|releases|labels|contents/\\{path\\}|git/(refs(/\\{ref\\})?|trees|commits))',
    '/repos/\\{owner\\}/\\{repo\\}/pulls/\\{pull_number\\}(/(merge|reviews|comments(/\\{comment_id\\}/replies)?|files))?',
    '/repos/\\{owner\\}/\\{repo\\}/pulls/\\{pull_number\\}/(requested_reviewers|update-branch)',
    '/repos/\\{owner\\}/\\{repo\\}/issues(/\\{issue_number\\}(/comments|/labels(/\\{name\\})?)?|/comments/\\{comment_id\\})?',
    '/repos/\\{owner\\}/\\{repo\\}/(releases/\\{release_id\\}|commits/\\{ref\\}/check-runs)',
    '/repos/\\{owner\\}/\\{repo\\}/actions/(workflows(/.*)?|jobs/\\{job_id\\}/logs)',
    '/repos/\\{owner\\}/\\{repo\\}/actions/runs(/\\{run_id\\}(/(rerun|rerun-failed-jobs|cancel|jobs))?)?',
  ].join('|')})$`,
)

/** GitHub's own OpenAPI description, reduced to these paths. The full description has 13 MB, and its package 385 MB. */
const DESCRIPTION = new URL('../../descriptions/github.json', import.meta.url)

/** Examples by field, then by type of GitHub's schema. */
const EXAMPLES: GraphqlExamples = {
  title: 'Found a bug',
  body: "I'm having a problem with this.",
  login: 'octocat',
  nameWithOwner: 'octocat/Hello-World',
  number: 1347,
  endCursor: 'Y3Vyc29yOnYyOpHOAAEJgg==',
  BigInt: '1',
  Date: '2025-01-31',
  DateTime: '2025-01-31T12:00:00Z',
  GitTimestamp: '2025-01-31T12:00:00Z',
  GitObjectID: '7fd1a60b01f91b314f59955a4e4d4e80d8edf11d',
  URI: 'https://github.com/octocat/Hello-World',
}

/** Returns the repository's copy of GitHub's own OpenAPI description. */
export async function gitHubDescription(): Promise<Description> {
  return JSON.parse(await readFile(DESCRIPTION, 'utf8'))
}

/** Reduces GitHub's description to the part that the repository stores. */
export function reduceGitHubDescription(whole: Description): Description {
  return cutDown(
    whole,
    Object.keys(whole.paths).filter((path) => PATHS.test(path)),
  )
}

/** Stores the result of {@link reduceGitHubDescription} in the repository. */
export async function keepGitHubDescription(reduced: Description): Promise<void> {
  await writeFile(DESCRIPTION, `${JSON.stringify(reduced)}\n`)
}

export async function gitHubSchema(): Promise<GraphQLSchema> {
  // Importing the package would also parse 5 MB of the same schema as JSON.
  const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'))
  return graphqlSchema(await readFile(file, 'utf8'))
}

/**
 * Starts a local stand-in for api.github.com from GitHub's own descriptions: its GraphQL schema at `/graphql`, and its
 * OpenAPI description elsewhere. It responds with examples. A request that violates them gets an error: 422, or
 * `errors` of GraphQL. A GraphQL list has two pages. Query parameters and body properties that the OpenAPI description
 * does not declare are accepted, so look those up in {@link gitHubDescription}.
 *
 * @param port Port of 127.0.0.1. 0 takes a free one.
 */
export async function startGitHubUpstream(port = 0): Promise<LocalServer> {
  const schema = await gitHubSchema()
  const rest = await serveDescription(await gitHubDescription())
  const server = createServer((request, response) => {
    const answered =
      request.url === '/graphql' ? answer(schema, request, response) : pass(rest.url, request, response)
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  const { url, close } = await listenLocally(server, port)
  return {
    url,
    async close() {
      await close()
      await rest.close()
    },
  }
}

async function answer(schema: GraphQLSchema, request: IncomingMessage, response: ServerResponse) {
  const body = await text(request)
  const isFirstPage = JSON.parse(body).variables?.after === undefined
  const answered = await respondGraphql(schema, { ...EXAMPLES, hasNextPage: isFirstPage }, body)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answered))
}

async function pass(origin: string, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/' } = request
  const headers = ['accept', 'authorization', 'content-type', 'x-github-api-version'].flatMap((name) => {
    const value = request.headers[name]
    return typeof value === 'string' ? [[name, value] as [string, string]] : []
  })
  const body = method === 'GET' ? undefined : await text(request)
  const passed = await fetch(`${origin}${url}`, { method, headers, ...(body && { body }) })
  const type = passed.headers.get('content-type') ?? 'text/plain'
  response.writeHead(passed.status, { 'content-type': type }).end(Buffer.from(await passed.arrayBuffer()))
}
