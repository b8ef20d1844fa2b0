import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { HttpRequest } from '#http-matrix/send'
import { getOwner, type SignedInPerson, signUpPerson } from '#people'
import type { Exercise } from './exercise.ts'
import { type Figure, getFigure, timed } from './measure-figures.ts'
import type { StatementRecorder } from './record-statements.ts'

const DAY_MS = 86_400_000

export interface MemberFigures {
  readonly figures: readonly Figure[]
  /** Number of people and workspaces of the organization, and of workspaces that the member reaches. */
  readonly sizes: { readonly people: number; readonly workspaces: number; readonly reached: number }
}

/** Request of one of two people for a page. */
interface Ask {
  readonly label: string
  readonly isPaged: boolean
  /** Returns the URL of the next page, if there is one. */
  send(url?: string): Promise<string | undefined>
}

/**
 * Measures the pages and lists of a member of some workspaces, and those of an owner that grow with the people. The
 * statements are recorded too.
 *
 * @param reached Number of workspaces of the member.
 */
export async function measureMember(exercise: Exercise, reached: number): Promise<MemberFigures> {
  const { recorder } = exercise
  const { asks, sizes } = await getAsks(exercise, reached)
  const figures: Figure[] = []
  const measure = async (label: string, ask: () => ReturnType<Ask['send']>) => {
    const next = await recorded(recorder, label, ask)
    figures.push({ ...getFigure(recorder, label, await timed(ask)), failed: 0 })
    return next
  }
  for (const { label, isPaged, send } of asks) {
    const next = await measure(label, send)
    if (isPaged && next !== undefined) await measure(`${label} second page`, () => send(next))
  }
  return { figures, sizes }
}

/** Asks once for each page of {@link measureMember}, and records the statements. */
export async function exerciseMember(exercise: Exercise, reached: number): Promise<void> {
  const { asks } = await getAsks(exercise, reached)
  for (const { label, send } of asks) await recorded(exercise.recorder, label, send)
}

async function recorded<Result>(recorder: StatementRecorder, label: string, ask: () => Promise<Result>) {
  recorder.label = label
  const result = await ask()
  recorder.label = undefined
  return result
}

async function getAsks(
  exercise: Exercise,
  reached: number,
): Promise<{ asks: Ask[] } & Pick<MemberFigures, 'sizes'>> {
  const { testServer } = exercise.matrixFixture.surroundings
  const [home] = exercise.matrixFixture.tenantFixtures
  if (home === undefined) throw new Error('There is no workspace to ask for.')
  const { organization } = home.tenant
  const owner = await getOwner(testServer, home.tenant)
  const member = await signUpPerson(testServer, home.tenant, 'member')
  const sizes = await giveWorkspaces(exercise, { organization, person: member.person, reached })
  const asks = getPages(organization).map(([who, { name, url, isPaged = false }]): Ask => {
    const { headers } = who === 'owner' ? owner : member
    const label = `${name} ${who} ${url.split('?')[1] ?? ''}`.trim()
    return { label, isPaged, send: (at = url) => send(exercise, headers, at, label) }
  })
  return { asks, sizes }
}

interface Page {
  /** Operation. */
  readonly name: string
  readonly url: string
  readonly isPaged?: true
}

function getPages(organization: string): (readonly ['member' | 'owner', Page])[] {
  const since = new Date(Date.now() - 30 * DAY_MS).toISOString()
  const workspaces = '/api/v1/workspaces'
  const credentials = `/api/v1/organizations/${organization}/credentials`
  const calls = '/api/v1/tool-calls'
  const pages: Page[] = [
    { name: 'listWorkspaces', url: `${workspaces}?limit=100&include_usage=true`, isPaged: true },
    { name: 'listWorkspaces', url: `${workspaces}?limit=100&name_contains=9` },
    { name: 'listWorkspaces', url: `${workspaces}?limit=100&needs_attention=true` },
    { name: 'listWorkspaces', url: `${workspaces}?limit=100&sort=-last_call_at` },
    { name: 'getWorkspaceStats', url: `${workspaces}/stats` },
    { name: 'listOrganizationCredentials', url: `${credentials}?limit=100&include_health=true` },
    { name: 'listOrganizationCredentials', url: `${credentials}?limit=100&state=needs_reauthentication` },
    { name: 'listOrganizationCredentials', url: `${credentials}?limit=100&name_contains=probe` },
    { name: 'listToolCalls', url: `${calls}?limit=100&include_names=true`, isPaged: true },
    { name: 'listToolCalls', url: `${calls}?limit=100&status=error` },
    { name: 'getToolCallStatistics', url: `${calls}/statistics?since=${since}` },
    { name: 'getToolCallGroups', url: `${calls}/groups?by=workspace&since=${since}` },
    { name: 'listConnectSessions', url: '/api/v1/connect/sessions?limit=100' },
    { name: 'getSession', url: '/auth/session' },
  ]
  return [
    ...pages.map((page) => ['member', page] as const),
    ['owner', { name: 'listPeople', url: '/api/v1/people?limit=100', isPaged: true }],
    ['owner', { name: 'listPeople', url: '/api/v1/people?limit=100&role=owner' }],
    ['owner', { name: 'listPeople', url: '/api/v1/people?limit=100&name_contains=colleague-99' }],
    ['owner', { name: 'listPeople', url: '/api/v1/people' }],
    ['owner', { name: 'listAuditRecords', url: '/api/v1/audit?limit=100&include_names=true', isPaged: true }],
    ['owner', { name: 'listAuditRecords', url: '/api/v1/audit?limit=100&outcome=refused' }],
    ['owner', { name: 'listWorkspaces', url: `${workspaces}?limit=100&include_usage=true` }],
  ]
}

/**
 * Makes a person a member of some of the organization's workspaces, evenly spread. No workspace stays open to
 * everybody.
 */
async function giveWorkspaces(
  { matrixFixture }: Exercise,
  { organization, person, reached }: { organization: string; person: string; reached: number },
) {
  const { database } = matrixFixture.surroundings.testServer.server.services
  return asPrincipal(database, { organization }, 'read write', async (tx) => {
    await tx.deleteFrom('open_workspaces').execute()
    const rows = await tx.selectFrom('workspaces').select('workspace_id').orderBy('workspace_id').execute()
    const step = Math.max(1, Math.floor(rows.length / reached))
    const given = rows.filter((_, at) => at % step === 0).slice(0, reached)
    await tx
      .insertInto('workspace_members')
      .values(
        given.map(({ workspace_id }) => ({
          ...{ organization_id: organization, workspace_id, person_id: person },
          level: 'user' as const,
        })),
      )
      .execute()
    const { people } = await tx
      .selectFrom('identity.members')
      .select(({ fn }) => fn.countAll<string>().as('people'))
      .executeTakeFirstOrThrow()
    return { people: Number(people), workspaces: rows.length, reached: given.length }
  })
}

/** @returns URL of the next page, if there is one. */
async function send(
  exercise: Exercise,
  headers: SignedInPerson['headers'],
  url: string,
  label: string,
): Promise<string | undefined> {
  const request: HttpRequest = { method: 'GET', url, headers }
  const { status, text } = await exercise.send(request)
  if (status !== 200) throw new Error(`${label}: ${status} ${text.slice(0, 200)}`)
  const { next } = JSON.parse(text) as { readonly next?: string | null }
  return next ?? undefined
}
