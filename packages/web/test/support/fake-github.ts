import {
  type Arrived,
  type RespondToRequest,
  startScriptedUpstream,
} from '@bulkhead/testing/scripted-upstream'

/** Only token that the fake accepts. */
export const GITHUB_TOKEN = 'ghp_a-credential-that-must-not-be-seen-4747'

/** Markup in the responses of a service. Pages must show it as text. */
export const HOSTILE = '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>'

const REPOSITORIES = ['hull', 'keel', 'rudder', 'anchor'].map((name, index) => ({
  id: `R_${index + 1}`,
  databaseId: index + 1,
  name,
  nameWithOwner: `acme/${name}`,
  owner: { login: 'acme' },
  description: index === 3 ? HOSTILE : `The ${name} of the ship`,
  url: `https://github.com/acme/${name}`,
  isPrivate: index % 2 === 1,
  stargazerCount: 120 - index * 17,
  defaultBranchRef: { name: 'main' },
  pushedAt: '2026-11-20T08:30:00Z',
}))

const TITLES = [
  'Water in compartment three',
  'Pump two does not start',
  'Paint the bulwark',
  HOSTILE,
  'Replace the gasket of hatch 7',
  'Log the draught every hour',
  'Anchor chain rusts',
]

/** Number of issues. */
export const ISSUES = 70

/** Returns the issues after the cursor, which is the number of an issue, newest first. */
function issues(titles: readonly string[], after: string | undefined, size: number) {
  const first = after === undefined ? ISSUES : Number(after) - 1
  const nodes = Array.from({ length: Math.min(size, first) }, (_, index) => {
    const number = first - index
    return {
      id: `I_${number}`,
      databaseId: 1000 + number,
      number,
      title: titles[number % titles.length],
      state: number % 3 === 0 ? 'CLOSED' : 'OPEN',
      author: { login: ['grace', 'ada', 'edsger'][number % 3] },
      labels: { nodes: [{ name: 'hull' }] },
      comments: { totalCount: number % 5 },
      createdAt: '2026-11-18T10:00:00Z',
    }
  })
  return {
    totalCount: ISSUES,
    pageInfo: { hasNextPage: first > size, endCursor: String(nodes.at(-1)?.number ?? 0) },
    nodes,
  }
}

/** Starts a fake GitHub on 127.0.0.1. */
export async function startFakeGitHub() {
  const upstream = await startScriptedUpstream()
  upstream.respond(answersWith(TITLES))
  return upstream
}

/** Returns a responder that acts like GitHub with issues of these titles. */
export function answersWith(titles: readonly string[]): RespondToRequest {
  return (request, response) => {
    const { status, body, headers = {} } = answer(request, titles)
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    }, 15)
  }
}

interface FakeResponse {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

function answer({ method, url, headers, body }: Arrived, titles: readonly string[]): FakeResponse {
  if (headers.authorization !== `Bearer ${GITHUB_TOKEN}`)
    return { status: 401, body: { message: 'Bad credentials' } }
  const { pathname } = new URL(url, 'http://github.test')
  if (pathname === '/graphql')
    return { status: 200, body: { data: respondGraphql(titles, JSON.parse(body)) } }
  if (pathname.includes('/missing/')) return { status: 404, body: { message: 'Not Found' } }
  if (/\/issues$/.test(pathname) && method === 'POST') {
    return { status: 201, body: { id: 1, number: ISSUES + 1, state: 'open', ...JSON.parse(body) } }
  }
  return { status: 404, body: { message: 'Not Found' } }
}

interface GraphqlRequest {
  readonly query: string
  readonly variables?: { readonly first?: number; readonly after?: string }
}

function respondGraphql(titles: readonly string[], { query, variables = {} }: GraphqlRequest) {
  const { first = 30, after } = variables
  if (query.includes('issues(')) return { repository: { issues: issues(titles, after, first) } }
  const repositories = {
    totalCount: REPOSITORIES.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: REPOSITORIES,
  }
  if (query.includes('viewer') && query.includes('repositories(')) return { viewer: { repositories } }
  if (query.includes('viewer')) return { viewer: { login: 'acme', name: HOSTILE, databaseId: 7 } }
  if (query.includes('repositories(')) {
    return { repositoryOwner: { repositories }, user: { repositories }, organization: { repositories } }
  }
  return { repository: REPOSITORIES[0] }
}
