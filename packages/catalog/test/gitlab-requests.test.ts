import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { catalogConnector, type Params, TOKEN } from '@bulkhead/catalog/workshop/catalog-connector'

const { operations, plan, examplesOf } = catalogConnector('gitlab')

const PAGE = { page: 3, per_page: 100 }
const TIMES = {
  created_after: '2025-01-01T00:00:00Z',
  created_before: '2025-02-01T00:00:00+02:00',
  updated_after: '2025-03-01T00:00:00Z',
  updated_before: '2025-04-01T00:00:00Z',
}
const TIMES_SENT = [
  ['created_after', '2025-01-01T00:00:00Z'],
  ['created_before', '2025-02-01T00:00:00+02:00'],
  ['updated_after', '2025-03-01T00:00:00Z'],
  ['updated_before', '2025-04-01T00:00:00Z'],
] as const
const FILTERS = { labels: 'bug,needs review', author_username: 'jane', milestone: '1.0', search: 'a & b' }
const FILTERS_SENT = [
  ['labels', 'bug,needs review'],
  ['author_username', 'jane'],
  ['milestone', '1.0'],
  ['search', 'a & b'],
] as const
const PAGE_SENT = [
  ['page', '3'],
  ['per_page', '100'],
] as const

interface Case {
  readonly call: string
  readonly params: Params
  /** Path as GitLab must receive it, percent-encoding included. */
  readonly path: string
  readonly query: readonly (readonly [string, string])[]
}

/** Every list and get with all it takes, and what GitLab's REST API documents for it. */
const CASES: readonly Case[] = [
  {
    call: 'projects list',
    params: { ...PAGE, membership: true, owned: false, search: 'hull & deck', order_by: 'name', sort: 'asc' },
    path: '/api/v4/projects',
    query: [
      ...PAGE_SENT,
      ['membership', 'true'],
      ['owned', 'false'],
      ['search', 'hull & deck'],
      ['order_by', 'name'],
      ['sort', 'asc'],
    ],
  },
  {
    call: 'projects get',
    params: { id: 'acme/pumps/hull', statistics: true },
    path: '/api/v4/projects/acme%2Fpumps%2Fhull',
    query: [['statistics', 'true']],
  },
  { call: 'projects get', params: { id: 278964 }, path: '/api/v4/projects/278964', query: [] },
  {
    call: 'issues list',
    params: {
      project_id: 'acme/hull',
      ...PAGE,
      state: 'opened',
      scope: 'assigned_to_me',
      order_by: 'due_date',
      sort: 'desc',
      ...TIMES,
      ...FILTERS,
    },
    path: '/api/v4/projects/acme%2Fhull/issues',
    query: [
      ...PAGE_SENT,
      ['state', 'opened'],
      ['scope', 'assigned_to_me'],
      ['order_by', 'due_date'],
      ['sort', 'desc'],
      ...TIMES_SENT,
      ...FILTERS_SENT,
    ],
  },
  {
    call: 'issues get',
    params: { project_id: 42, issue_iid: 5 },
    path: '/api/v4/projects/42/issues/5',
    query: [],
  },
  {
    call: 'merge_requests list',
    params: {
      project_id: 42,
      ...PAGE,
      state: 'merged',
      scope: 'all',
      order_by: 'merged_at',
      sort: 'asc',
      ...TIMES,
      ...FILTERS,
      reviewer_username: 'Any',
      source_branch: 'fix/leak',
      target_branch: 'main',
    },
    path: '/api/v4/projects/42/merge_requests',
    query: [
      ...PAGE_SENT,
      ['state', 'merged'],
      ['scope', 'all'],
      ['order_by', 'merged_at'],
      ['sort', 'asc'],
      ...TIMES_SENT,
      ...FILTERS_SENT,
      ['reviewer_username', 'Any'],
      ['source_branch', 'fix/leak'],
      ['target_branch', 'main'],
    ],
  },
  {
    call: 'merge_requests get',
    params: { project_id: 'acme/hull', merge_request_iid: 7 },
    path: '/api/v4/projects/acme%2Fhull/merge_requests/7',
    query: [],
  },
  {
    call: 'users list',
    params: { ...PAGE, search: 'jane@acme.test', username: 'jane', active: true },
    path: '/api/v4/users',
    query: [...PAGE_SENT, ['search', 'jane@acme.test'], ['username', 'jane'], ['active', 'true']],
  },
  { call: 'users get', params: { id: 1 }, path: '/api/v4/users/1', query: [] },
  ...byProject('commits', 'repository/commits', {
    ref_name: 'main',
    since: '2025-01-01T00:00:00Z',
    until: '2025-02-01T00:00:00Z',
    with_stats: true,
  }),
  {
    call: 'commits get',
    params: { project_id: 42, sha: 'feature/pump', stats: false },
    path: '/api/v4/projects/42/repository/commits/feature%2Fpump',
    query: [['stats', 'false']],
  },
  {
    call: 'groups list',
    params: { ...PAGE, search: 'acme', owned: true, order_by: 'similarity', sort: 'desc' },
    path: '/api/v4/groups',
    query: [
      ...PAGE_SENT,
      ['search', 'acme'],
      ['owned', 'true'],
      ['order_by', 'similarity'],
      ['sort', 'desc'],
    ],
  },
  { call: 'groups get', params: { id: 'acme/hull' }, path: '/api/v4/groups/acme%2Fhull', query: [] },
  ...byProject('branches', 'repository/branches', { search: '^release' }),
  {
    call: 'branches get',
    params: { project_id: 42, branch: 'release/1.0' },
    path: '/api/v4/projects/42/repository/branches/release%2F1.0',
    query: [],
  },
  ...byProject('pipelines', 'pipelines', {
    status: 'waiting_for_resource',
    ref: 'main',
    order_by: 'updated_at',
    sort: 'asc',
  }),
  {
    call: 'pipelines get',
    params: { project_id: 42, pipeline_id: 287 },
    path: '/api/v4/projects/42/pipelines/287',
    query: [],
  },
  {
    call: 'group_members list',
    params: { group_id: 'acme/hull', ...PAGE, query: 'jane' },
    path: '/api/v4/groups/acme%2Fhull/members',
    query: [...PAGE_SENT, ['query', 'jane']],
  },
  {
    call: 'group_members get',
    params: { group_id: 7, user_id: 1 },
    path: '/api/v4/groups/7/members/1',
    query: [],
  },
  ...byProject('project_members', 'members', { query: 'jane' }),
  {
    call: 'project_members get',
    params: { project_id: 42, user_id: 1 },
    path: '/api/v4/projects/42/members/1',
    query: [],
  },
  ...byProject('releases', 'releases', { order_by: 'created_at', sort: 'asc' }),
  {
    call: 'releases get',
    params: { project_id: 42, tag_name: 'v1.0.0' },
    path: '/api/v4/projects/42/releases/v1.0.0',
    query: [],
  },
  ...byProject('tags', 'repository/tags', { search: '^v1', order_by: 'version', sort: 'desc' }),
  {
    call: 'tags get',
    params: { project_id: 42, tag_name: 'hull/1.0' },
    path: '/api/v4/projects/42/repository/tags/hull%2F1.0',
    query: [],
  },
  {
    call: 'group_milestones list',
    params: { group_id: 7, ...PAGE, state: 'active', search: '1.0' },
    path: '/api/v4/groups/7/milestones',
    query: [...PAGE_SENT, ['state', 'active'], ['search', '1.0']],
  },
  {
    call: 'group_milestones get',
    params: { group_id: 7, milestone_id: 12 },
    path: '/api/v4/groups/7/milestones/12',
    query: [],
  },
  ...byProject('project_milestones', 'milestones', { state: 'closed', search: '1.0' }),
  { call: 'viewer get', params: {}, path: '/api/v4/user', query: [] },
  ...['issue', 'merge_request'].map((kind) => ({
    call: `${kind}_notes list`,
    params: { project_id: 42, [`${kind}_iid`]: 5, ...PAGE, order_by: 'updated_at', sort: 'asc' },
    path: `/api/v4/projects/42/${kind}s/5/notes`,
    query: [...PAGE_SENT, ['order_by', 'updated_at'], ['sort', 'asc']] as const,
  })),
  {
    call: 'merge_request_diffs list',
    params: { project_id: 42, merge_request_iid: 7, ...PAGE },
    path: '/api/v4/projects/42/merge_requests/7/diffs',
    query: PAGE_SENT,
  },
  {
    call: 'repository_files get',
    params: { project_id: 42, file_path: 'src/pump.ts', ref: 'fix/leak' },
    path: '/api/v4/projects/42/repository/files/src%2Fpump.ts',
    query: [['ref', 'fix/leak']],
  },
  ...byProject('repository_tree', 'repository/tree', { path: 'src', ref: 'main', recursive: true }),
  {
    call: 'code api_search',
    params: { project_id: 42, search: 'seal extension:ts', scope: 'blobs', ref: 'main', ...PAGE },
    path: '/api/v4/projects/42/search',
    query: [['search', 'seal extension:ts'], ['scope', 'blobs'], ['ref', 'main'], ...PAGE_SENT],
  },
  {
    call: 'jobs list',
    params: {
      project_id: 42,
      pipeline_id: 287,
      ...PAGE,
      'scope[]': ['failed', 'manual'],
      include_retried: true,
    },
    path: '/api/v4/projects/42/pipelines/287/jobs',
    query: [...PAGE_SENT, ['scope[]', 'failed'], ['scope[]', 'manual'], ['include_retried', 'true']],
  },
  {
    call: 'jobs get',
    params: { project_id: 42, job_id: 4711 },
    path: '/api/v4/projects/42/jobs/4711',
    query: [],
  },
  ...byProject('labels', 'labels', { search: 'bug' }),
  {
    call: 'project_milestones get',
    params: { project_id: 42, milestone_id: 12 },
    path: '/api/v4/projects/42/milestones/12',
    query: [],
  },
]

const PROJECT = '/api/v4/projects/acme%2Fhull'

/** Every write and download: what GitLab must receive for the examples of the document. */
const OTHERS: readonly (readonly [call: string, method: string, path: string])[] = [
  ['issues create', 'POST', `${PROJECT}/issues`],
  ['issues update', 'PUT', `${PROJECT}/issues/5`],
  ['issue_notes create', 'POST', `${PROJECT}/issues/5/notes`],
  ['issue_notes update', 'PUT', `${PROJECT}/issues/5/notes/302`],
  ['merge_requests create', 'POST', `${PROJECT}/merge_requests`],
  ['merge_requests update', 'PUT', `${PROJECT}/merge_requests/7`],
  ['merge_request_notes create', 'POST', `${PROJECT}/merge_requests/7/notes`],
  ['merge_request_notes update', 'PUT', `${PROJECT}/merge_requests/7/notes/302`],
  ['merge_request_merges create', 'PUT', `${PROJECT}/merge_requests/7/merge`],
  ['merge_request_approvals create', 'POST', `${PROJECT}/merge_requests/7/approve`],
  ['merge_request_approvals delete', 'POST', `${PROJECT}/merge_requests/7/unapprove`],
  ['repository_files create', 'POST', `${PROJECT}/repository/files/src%2Fpump.ts`],
  ['repository_files update', 'PUT', `${PROJECT}/repository/files/src%2Fpump.ts`],
  ['repository_files download', 'GET', `${PROJECT}/repository/files/src%2Fpump.ts/raw?ref=main`],
  ['commits create', 'POST', `${PROJECT}/repository/commits`],
  ['branches create', 'POST', `${PROJECT}/repository/branches`],
  ['branches delete', 'DELETE', `${PROJECT}/repository/branches/fix%2Fleak`],
  ['pipelines create', 'POST', `${PROJECT}/pipeline`],
  ['pipeline_retries create', 'POST', `${PROJECT}/pipelines/287/retry`],
  ['pipeline_cancellations create', 'POST', `${PROJECT}/pipelines/287/cancel`],
  ['job_logs download', 'GET', `${PROJECT}/jobs/4711/trace`],
  ['job_retries create', 'POST', `${PROJECT}/jobs/4711/retry`],
  ['job_starts create', 'POST', `${PROJECT}/jobs/4711/play`],
  ['releases create', 'POST', `${PROJECT}/releases`],
]

/** Returns the cases of a list below a project, with its parameters besides those of pages. */
function byProject(entity: string, below: string, params: Params): Case[] {
  return [
    {
      call: `${entity} list`,
      params: { project_id: 'acme/hull', ...PAGE, ...params },
      path: `/api/v4/projects/acme%2Fhull/${below}`,
      query: [...PAGE_SENT, ...Object.entries(params).map(([name, value]) => [name, String(value)] as const)],
    },
  ]
}

interface Received {
  readonly method: string | undefined
  readonly path: string
  readonly query: readonly (readonly [string, string])[]
  readonly authorization: string | undefined
  readonly body: string
}

const received: Received[] = []
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const [path = '', query = ''] = (request.url ?? '').split('?')
  received.push({
    method: request.method,
    path,
    query: [...new URLSearchParams(query)],
    authorization: request.headers.authorization,
    body,
  })
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
})
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
after(() => server.close())

test('every operation and every parameter it takes is sent below', () => {
  for (const operation of operations) {
    const call = `${operation.entity} ${operation.action}`
    if (OTHERS.some(([other]) => other === call)) continue
    const given = CASES.filter((one) => one.call === call).flatMap((one) => Object.keys(one.params))
    assert.deepEqual([...new Set(given)].sort(), [...operation.parameter_names].sort(), call)
  }
})

for (const { call, params, path, query } of CASES) {
  test(`${call} with ${JSON.stringify(params)} is GET ${path}`, async () => {
    const [entity = '', action = ''] = call.split(' ')
    const planned = plan(entity, action, params)
    const { origin } = new URL(planned.url)
    assert.equal(origin, 'https://gitlab.com')
    const { port } = server.address() as AddressInfo
    const { method, headers } = planned
    const response = await fetch(planned.url.replace(origin, `http://127.0.0.1:${port}`), { method, headers })
    assert.equal(response.status, 200)
    const expected = { method: 'GET', path, query, authorization: `Bearer ${TOKEN}`, body: '' }
    assert.deepEqual(received.pop(), expected)
  })
}

for (const [call, method, path] of OTHERS) {
  test(`${call} is ${method} ${path}, with all other parameters in its body`, () => {
    const operation = operations.find((one) => `${one.entity} ${one.action}` === call)
    assert.ok(operation)
    const examples = examplesOf(operation)
    const planned = plan(operation.entity, operation.action, examples)
    const { pathname, search } = new URL(planned.url)
    assert.equal(`${planned.method} ${pathname}${search}`, `${method} ${path}`)
    const inBody = operation.parameters.filter((parameter) => parameter.in === 'body').map(({ name }) => name)
    const expected = Object.fromEntries(inBody.map((name) => [name, examples[name]]))
    assert.deepEqual(JSON.parse(planned.body ?? '{}'), expected)
  })
}

test('every list tells the next page and the total, from the headers GitLab sends', () => {
  for (const operation of operations) {
    const isPaged = operation.pagination !== undefined
    const meta = isPaged ? operation.meta_extractor : undefined
    const expected = isPaged
      ? {
          next: { from: 'link', rel: 'next' },
          next_page: { from: 'header', name: 'x-next-page' },
          total: { from: 'header', name: 'x-total' },
        }
      : {}
    assert.deepEqual(Object.fromEntries(meta ?? []), expected, operation.entity)
  }
})

test('choices that GitLab does not have are refused before anything is sent', () => {
  const wrong: readonly (readonly [string, string, Params])[] = [
    ['issues', 'list', { project_id: 1, state: 'open' }],
    ['issues', 'list', { project_id: 1, order_by: 'merged_at' }],
    ['merge_requests', 'list', { project_id: 1, scope: 'mine' }],
    ['projects', 'list', { sort: 'up' }],
    ['pipelines', 'list', { project_id: 1, status: 'passed' }],
    ['groups', 'list', { order_by: 'created_at' }],
    ['releases', 'list', { project_id: 1, order_by: 'name' }],
    ['project_milestones', 'list', { project_id: 1, state: 'opened' }],
    ['users', 'list', { active: false }],
  ]
  for (const [entity, action, params] of wrong) {
    assert.throws(() => plan(entity, action, params), { code: 'invalid_parameter' }, JSON.stringify(params))
  }
})
