import type { RawDatabase } from './raw-database.ts'
import type { TestPrincipal } from './rights.ts'
import { A, A_DELETED, A1, A2, B, B1, PEOPLE, UNKNOWN } from './tenants.ts'

const workspace = (
  name: string,
  settings: Pick<TestPrincipal, 'organization' | 'workspace'>,
): TestPrincipal => ({
  name: `workspace role, ${name}`,
  login: 'runtime',
  role: 'bulkhead_workspace',
  ...settings,
})
const organization = (name: string, settings: Pick<TestPrincipal, 'organization'>): TestPrincipal => ({
  name: `organization role, ${name}`,
  login: 'runtime',
  role: 'bulkhead_organization',
  ...settings,
})
const member = (name: string, settings: Pick<TestPrincipal, 'organization' | 'person'>): TestPrincipal => ({
  name: `member role, ${name}`,
  login: 'runtime',
  role: 'bulkhead_member',
  ...settings,
})

const ASKERS: readonly TestPrincipal[] = [
  { name: 'nobody', login: 'runtime', role: 'bulkhead_nobody' },
  {
    name: 'nobody, with settings',
    login: 'runtime',
    role: 'bulkhead_nobody',
    organization: A,
    workspace: A1,
  },
  workspace('own settings', { organization: A, workspace: A1 }),
  workspace('another workspace of the organization', { organization: A, workspace: A2 }),
  workspace('another organization', { organization: B, workspace: B1 }),
  workspace("one organization and another's workspace", { organization: A, workspace: B1 }),
  workspace('a deleted workspace', { organization: A, workspace: A_DELETED }),
  workspace('an unknown workspace', { organization: A, workspace: UNKNOWN }),
  workspace('settings absent', {}),
  workspace('settings empty', { organization: '', workspace: '' }),
  workspace('no workspace', { organization: A }),
  workspace('no organization', { workspace: A1 }),
  organization('own setting', { organization: A }),
  organization('another organization', { organization: B }),
  organization('an unknown organization', { organization: UNKNOWN }),
  organization('setting absent', {}),
  organization('setting empty', { organization: '' }),
  member('viewer of the first workspace', { organization: A, person: PEOPLE.viewer }),
  member('user of the first workspace', { organization: A, person: PEOPLE.user }),
  member('manager of the first workspace', { organization: A, person: PEOPLE.manager }),
  member('member of nothing', { organization: A, person: PEOPLE.nothing }),
  member('an owner', { organization: A, person: PEOPLE.owner }),
  member('somebody who was removed', { organization: A, person: UNKNOWN }),
  member('member of what is open in another organization', { organization: B, person: PEOPLE.elsewhere }),
  member("another organization's manager", { organization: B, person: PEOPLE.manager }),
  member('settings absent', {}),
  member('settings empty', { organization: '', person: '' }),
  member('no person', { organization: A }),
  member('no organization', { person: PEOPLE.manager }),
  { name: 'authenticator', login: 'runtime', role: 'bulkhead_authenticator' },
  {
    name: 'authenticator of an organization',
    login: 'runtime',
    role: 'bulkhead_authenticator',
    organization: A,
  },
  { name: 'operator', login: 'runtime', role: 'bulkhead_operator' },
  { name: 'identity', login: 'runtime', role: 'bulkhead_identity' },
  {
    name: 'identity, with settings',
    login: 'runtime',
    role: 'bulkhead_identity',
    organization: A,
    workspace: A1,
  },
  { name: 'archivist', login: 'owner', role: 'bulkhead_archivist' },
  { name: 'owner', login: 'owner', role: 'bulkhead_owner' },
]

/** The runtime login without a role. On PGlite it is a superuser, whom only the role restricts. */
const LOGIN: TestPrincipal = { name: 'the runtime login itself', login: 'runtime', role: 'none' }

export function principalsOn({ engine }: RawDatabase): readonly TestPrincipal[] {
  return engine === 'postgres' ? [...ASKERS, LOGIN] : ASKERS
}

/** Returns the statements that set a principal's role and settings in a transaction. */
export function become({ role, organization, workspace, person }: TestPrincipal): string[] {
  const setting = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`select set_config('app.${name}', '${value}', true)`]
  return [
    `set local role ${role}`,
    ...setting('organization_id', organization),
    ...setting('workspace_id', workspace),
    ...setting('person_id', person),
  ]
}
