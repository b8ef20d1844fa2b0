import type { SendableRequest } from '@bulkhead/engine'
import {
  COMMENT,
  getIssues,
  isOwner,
  LABELS,
  LAST_ISSUE,
  ORGANIZATIONS,
  REPOSITORIES,
  toConnection,
  USERS,
} from './github-records.ts'
import { type Arguments, resolveQuery, type SampleObject, type SampleValue } from './resolve-query.ts'

/** Response of a sample: its status, and its body before it is written as JSON. */
export interface SampleResponse {
  readonly status: number
  readonly body: unknown
}

const NOT_FOUND: SampleResponse = { status: 404, body: { message: 'Not Found' } }

/**
 * Responds like GitHub for a small account. Nothing is stored: a later request does not find what an earlier one wrote.
 *
 * @param credential Personal access token that is accepted.
 */
export function respondAsGitHub(
  { method, url, headers, body }: SendableRequest,
  credential: string,
): SampleResponse {
  if (headers.authorization !== `Bearer ${credential}`) {
    return { status: 401, body: { message: 'Bad credentials' } }
  }
  const { pathname } = new URL(url)
  const given = JSON.parse(body ?? '{}')
  if (method === 'POST' && pathname === '/graphql') return respondGraphql(given, credential)
  return respondRest(method, pathname, given, credential)
}

function respondGraphql(request: { query: string; variables?: Arguments }, credential: string) {
  try {
    return { status: 200, body: { data: resolveQuery(getRoot(credential), request) } }
  } catch (error) {
    return { status: 200, body: { data: null, errors: [{ message: (error as Error).message }] } }
  }
}

/** Returns the root object of a GitHub query. */
function getRoot(credential: string): SampleObject {
  const issues = getIssues(credential)
  const viewer: SampleObject = {
    ...userFields(USERS[0] as SampleObject),
    repositories: toConnection(REPOSITORIES),
  }
  return {
    __typename: 'the query',
    viewer,
    user: ({ login }) => userFields(find('User', USERS, ofLogin(login), `login of '${login}'`)),
    organization: ({ login }) => find('Organization', ORGANIZATIONS, ofLogin(login), `login of '${login}'`),
    repositoryOwner: ({ login }) => {
      const own = REPOSITORIES.filter(({ owner }) => isOwner(owner, String(login)))
      return own.length === 0 ? null : { __typename: 'RepositoryOwner', repositories: toConnection(own) }
    },
    repository: ({ owner, name }) => {
      const wanted = `${owner}/${name}`
      const isWanted = ({ nameWithOwner }: SampleObject) =>
        String(nameWithOwner).toLowerCase() === wanted.toLowerCase()
      const found = find('Repository', REPOSITORIES, isWanted, `name '${wanted}'`)
      return repositoryFields(found, found.name === 'Hello-World' ? issues : [])
    },
    node: ({ id }) => find('node', [COMMENT], (one) => one.id === id, `global id of '${id}'`),
    search: (args) => search(args, issues),
  }
}

function userFields(user: SampleObject): SampleObject {
  return { ...user, organizations: toConnection(user.login === 'monalisa' ? [] : ORGANIZATIONS) }
}

function repositoryFields(repository: SampleObject, issues: readonly SampleObject[]): SampleObject {
  const issue = ({ number }: Arguments) =>
    find('Issue', issues, (one) => one.number === number, `number of ${number}`)
  return {
    ...repository,
    issues: ({ states, ...page }) =>
      toConnection(
        issues.filter(({ state }) => !Array.isArray(states) || states.length === 0 || states.includes(state)),
      )(page),
    issue,
    issueOrPullRequest: issue,
    labels: toConnection(LABELS),
    label: ({ name }) => find('Label', LABELS, (one) => one.name === name, `name '${name}'`),
  }
}

function ofLogin(login: unknown) {
  return (one: SampleObject) => String(one.login).toLowerCase() === String(login).toLowerCase()
}

/** @throws Error with GitHub's message, if there is none. */
function find(
  type: string,
  all: readonly SampleObject[],
  isWanted: (one: SampleObject) => boolean,
  by: string,
): SampleObject {
  const found = all.find(isWanted)
  if (found === undefined) throw new Error(`Could not resolve to a ${type} with the ${by}.`)
  return found
}

const SEARCHED: Readonly<Record<string, { readonly counted: string; readonly texts: readonly string[] }>> = {
  ISSUE: { counted: 'issueCount', texts: ['title', 'body'] },
  REPOSITORY: { counted: 'repositoryCount', texts: ['nameWithOwner', 'description'] },
  USER: { counted: 'userCount', texts: ['login', 'name'] },
}

/** Searches for words, `is:open` and `is:closed`. Ignores other qualifiers. */
function search({ type, query, ...page }: Arguments, issues: readonly SampleObject[]): SampleValue {
  const all = type === 'ISSUE' ? issues : type === 'REPOSITORY' ? REPOSITORIES : USERS
  const { counted, texts } = SEARCHED[String(type)] ?? { counted: 'totalCount', texts: [] }
  const words = String(query).toLowerCase().split(/\s+/).filter(Boolean)
  const state = words.includes('is:open') ? 'OPEN' : words.includes('is:closed') ? 'CLOSED' : undefined
  const found = all.filter((one) => {
    const text = texts
      .map((name) => one[name])
      .join(' ')
      .toLowerCase()
    const isFound = words.every((word) => word.includes(':') || text.includes(word))
    return isFound && (state === undefined || one.state === undefined || one.state === state)
  })
  return toConnection(found, counted)(page)
}

/** Responds to a write, which GitHub accepts by REST. */
function respondRest(
  method: string,
  pathname: string,
  given: Readonly<Record<string, unknown>>,
  credential: string,
): SampleResponse {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const [, path, rest = pathname] = /^\/repos\/([^/]+\/[^/]+)\/(.+)$/.exec(pathname) ?? []
  if (path !== undefined && path.toLowerCase() !== 'octocat/hello-world') return NOT_FOUND
  const [digits = '#'] = /\d+/.exec(rest) ?? []
  const number = Number(digits)
  const issue = getIssues(credential).find((one) => one.number === number)
  switch (`${method} ${rest.replace(digits, '#')}`) {
    case 'POST /user/repos':
      return { status: 201, body: writtenRepository(given, now) }
    case 'POST labels':
      return { status: 201, body: writtenLabel(given) }
    case 'POST issues': {
      const opened = { number: LAST_ISSUE + 1, title: '', body: null, state: 'OPEN', createdAt: now }
      return { status: 201, body: writtenIssue(opened, given, now) }
    }
    case 'PATCH issues/#':
      return issue === undefined ? NOT_FOUND : { status: 200, body: writtenIssue(issue, given, now) }
    case 'POST issues/#/comments':
      return issue === undefined ? NOT_FOUND : { status: 201, body: writtenComment(1, number, given, now) }
    case 'PATCH issues/comments/#':
      return { status: 200, body: writtenComment(number, LAST_ISSUE, given, now) }
    default:
      return NOT_FOUND
  }
}

function writtenComment(id: number, issue: number, { body }: Readonly<Record<string, unknown>>, now: string) {
  return {
    id,
    node_id: `IC_${id}`,
    author_association: 'OWNER',
    created_at: now,
    updated_at: now,
    user: { login: 'octocat' },
    html_url: `https://github.com/octocat/Hello-World/issues/${issue}#issuecomment-${id}`,
    body,
  }
}

function writtenLabel({ name, color = 'ededed', description = null }: Readonly<Record<string, unknown>>) {
  const url = `https://api.github.com/repos/octocat/Hello-World/labels/${encodeURIComponent(String(name))}`
  return { id: 208_045_999, node_id: 'LA_999', url, name, color, description, default: false }
}

function writtenRepository(given: Readonly<Record<string, unknown>>, now: string) {
  const { name, description = null } = given
  return {
    id: 1_296_999,
    node_id: 'R_999',
    name,
    full_name: `octocat/${name}`,
    owner: { login: 'octocat' },
    private: given.private === true,
    html_url: `https://github.com/octocat/${name}`,
    description,
    default_branch: 'main',
    created_at: now,
    updated_at: now,
    pushed_at: now,
  }
}

function writtenIssue(
  issue: SampleObject,
  { labels, assignees, ...changes }: Readonly<Record<string, unknown>>,
  now: string,
): unknown {
  const { number } = issue
  return {
    id: 1_700_000 + Number(number),
    node_id: `I_${number}`,
    number,
    title: issue.title,
    body: issue.body,
    state: String(issue.state).toLowerCase(),
    state_reason: null,
    user: { login: 'octocat' },
    assignees: Array.isArray(assignees) ? assignees.map((login) => ({ login })) : [],
    labels: Array.isArray(labels) ? labels.map((name) => ({ name })) : [],
    milestone: null,
    comments: 0,
    locked: false,
    author_association: 'OWNER',
    html_url: `https://github.com/octocat/Hello-World/issues/${number}`,
    created_at: issue.createdAt,
    updated_at: now,
    closed_at: null,
    ...changes,
  }
}
