import type { Arguments, SampleObject, SampleValue } from './resolve-query.ts'

const DEFAULT_PAGE = 30
const HOUR_MS = 3_600_000
const LATEST_MS = Date.UTC(2026, 0, 30, 16, 20)

/** Returns one page of a list in the form of GitHub. `counted` is the name of the field with the total. */
export function toConnection(
  all: readonly SampleObject[],
  counted = 'totalCount',
): (args: Arguments) => SampleObject {
  return ({ first = DEFAULT_PAGE, after }) => {
    const start = after === undefined ? 0 : readCursor(String(after))
    const nodes = all.slice(start, start + Number(first))
    const end = start + nodes.length
    return {
      __typename: 'a list',
      [counted]: all.length,
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: end < all.length,
        endCursor: nodes.length === 0 ? null : toCursor(end),
      },
      nodes,
    }
  }
}

function toCursor(offset: number): string {
  return Buffer.from(`cursor:${offset}`).toString('base64')
}

function readCursor(cursor: string): number {
  const [, offset] = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (offset === undefined) throw new Error(`'${cursor}' does not appear to be a valid cursor.`)
  return Number(offset)
}

function at(hoursAgo: number): string {
  return new Date(LATEST_MS - hoursAgo * HOUR_MS).toISOString().replace('.000Z', 'Z')
}

/** Returns the reference to a person in a record. */
function author(login: string): SampleObject {
  return { __typename: 'User', login, url: `https://github.com/${login}` }
}

const PEOPLE = [
  ['octocat', 'The Octocat', 'San Francisco', '@github', 583_231],
  ['hubot', 'Hubot', 'San Francisco', '@github', 480_938],
  ['monalisa', 'Mona Lisa', 'Lisbon', null, 2],
] as const

export const USERS: readonly SampleObject[] = PEOPLE.map(([login, name, location, company, databaseId]) => ({
  __typename: 'User',
  id: `U_${Buffer.from(login).toString('base64url')}`,
  databaseId,
  login,
  name,
  email: `${login}@example.com`,
  bio: null,
  company,
  location,
  websiteUrl: null,
  isHireable: false,
  url: `https://github.com/${login}`,
  avatarUrl: `https://avatars.githubusercontent.com/u/${databaseId}`,
  followers: toConnection([]),
  following: toConnection([]),
  createdAt: '2011-01-25T18:44:36Z',
  updatedAt: at(3),
}))

export const LABELS: readonly SampleObject[] = [
  ['bug', 'd73a4a', "Something isn't working"],
  ['documentation', '0075ca', 'Improvements or additions to documentation'],
  ['enhancement', 'a2eeef', 'New feature or request'],
  ['good first issue', '7057ff', 'Good for newcomers'],
].map(([name = '', color = '', description = ''], index) => ({
  __typename: 'Label',
  id: `LA_${index + 1}`,
  name,
  color,
  description,
  isDefault: true,
  issues: toConnection([]),
  url: `https://github.com/octocat/Hello-World/labels/${encodeURIComponent(name)}`,
  createdAt: at(9000),
}))

const REPOSITORY_FACTS = [
  ['octocat', 'Hello-World', 'My first repository on GitHub', 'TypeScript', 2891, false],
  ['octocat', 'Spoon-Knife', 'A repository to practise forking with', 'HTML', 13_204, false],
  ['octocat', 'octocat.github.io', 'The page of the Octocat', 'CSS', 812, false],
  ['octocat', 'billing-notes', 'Notes that are nobody else’s business', null, 0, true],
  ['github', 'docs', 'The open-source repository for docs.github.com', 'JavaScript', 17_340, false],
  ['github', 'gitignore', 'A collection of useful .gitignore templates', null, 165_211, false],
] as const

export const REPOSITORIES: readonly SampleObject[] = REPOSITORY_FACTS.map(
  ([owner, name, description, language, stargazerCount, isPrivate], index) => ({
    __typename: 'Repository',
    id: `R_${index + 1}`,
    databaseId: 1_296_269 + index,
    name,
    nameWithOwner: `${owner}/${name}`,
    owner: author(owner),
    description,
    url: `https://github.com/${owner}/${name}`,
    homepageUrl: null,
    visibility: isPrivate ? 'PRIVATE' : 'PUBLIC',
    isPrivate,
    isFork: false,
    isArchived: false,
    isTemplate: false,
    hasIssuesEnabled: true,
    hasDiscussionsEnabled: false,
    defaultBranchRef: { __typename: 'Ref', name: 'main' },
    primaryLanguage: language === null ? null : { __typename: 'Language', name: language },
    licenseInfo: isPrivate ? null : { __typename: 'License', spdxId: 'MIT' },
    repositoryTopics: toConnection([]),
    viewerPermission: owner === 'octocat' ? 'ADMIN' : 'READ',
    stargazerCount,
    forkCount: Math.floor(stargazerCount / 9),
    diskUsage: 108 + index * 64,
    createdAt: '2011-01-26T19:01:12Z',
    updatedAt: at(5 + index * 30),
    pushedAt: at(6 + index * 41),
  }),
)

export const ORGANIZATIONS: readonly SampleObject[] = [
  {
    __typename: 'Organization',
    id: 'O_1',
    databaseId: 9919,
    login: 'github',
    name: 'GitHub',
    description: 'How people build software.',
    email: null,
    location: 'San Francisco, CA',
    websiteUrl: 'https://github.com/about',
    isVerified: true,
    url: 'https://github.com/github',
    avatarUrl: 'https://avatars.githubusercontent.com/u/9919',
    repositories: toConnection(REPOSITORIES.filter(({ owner }) => isOwner(owner, 'github'))),
    membersWithRole: toConnection(USERS.slice(0, 2)),
    createdAt: '2008-05-11T04:37:31Z',
  },
]

/** Returns whether a reference to a person or organization is to the one with this login. */
export function isOwner(owner: SampleValue | undefined, login: string): boolean {
  return String((owner as SampleObject | undefined)?.login).toLowerCase() === login.toLowerCase()
}

/** Titles, labels and further details of issues. */
const ISSUE_FACTS = [
  ['Found a bug', 'bug', "I'm having a problem with this."],
  ['The export stops after 10,000 rows', 'bug', 'It ends without a word. Smaller exports are complete.'],
  ['Sign-in page flickers in dark mode', 'bug', 'Only on the first load.'],
  ['Say in the README how to run the tests', 'documentation', 'I looked for it for a while.'],
  ['Retry webhooks that respond with 503', 'enhancement', 'Three attempts, a minute apart, would be enough.'],
  ['Sort the list of invoices by date', 'good first issue', 'It is sorted by number now.'],
  ['Upgrade to Postgres 18', 'enhancement', 'The asynchronous reads would help the reports.'],
] as const

/** Number of issues in the repository, which is more than one page. */
const ISSUE_COUNT = 42
/** Number of the newest issue, which the examples of the document use. */
export const LAST_ISSUE = 1347
/** Issue whose text repeats the credential of the call, to show that it is removed from the response. */
const LEAKING_ISSUE = LAST_ISSUE - 1

export const COMMENT: SampleObject = {
  __typename: 'IssueComment',
  id: 'IC_kwDOABPHjc5Zd1oq',
  databaseId: 1_501_022_762,
  body: 'Me too. It began with the release of Monday.',
  author: author('hubot'),
  authorAssociation: 'COLLABORATOR',
  url: `https://github.com/octocat/Hello-World/issues/${LAST_ISSUE}#issuecomment-1501022762`,
  isMinimized: false,
  createdAt: at(1),
  updatedAt: at(1),
  lastEditedAt: null,
  reactions: toConnection([]),
}

/**
 * Returns the issues of `octocat/Hello-World`, newest first.
 *
 * @param credential Credential of the call, which one issue repeats.
 */
export function getIssues(credential: string): readonly SampleObject[] {
  return Array.from({ length: ISSUE_COUNT }, (_, index) => {
    const number = LAST_ISSUE - index
    const [title, label, body] = ISSUE_FACTS[index % ISSUE_FACTS.length] as (typeof ISSUE_FACTS)[number]
    const isOpen = index % 4 !== 3
    const isLeaking = number === LEAKING_ISSUE
    return {
      __typename: 'Issue',
      id: `I_${number}`,
      databaseId: 1_700_000 + number,
      number,
      title: isLeaking ? 'A token was pasted into a log' : title,
      body: isLeaking ? `The log has this line: Authorization: Bearer ${credential}` : body,
      state: isOpen ? 'OPEN' : 'CLOSED',
      stateReason: isOpen ? null : 'COMPLETED',
      url: `https://github.com/octocat/Hello-World/issues/${number}`,
      author: author(PEOPLE[index % PEOPLE.length]?.[0] ?? 'octocat'),
      authorAssociation: index % 3 === 0 ? 'OWNER' : 'CONTRIBUTOR',
      assignees: toConnection(index % 2 === 0 ? [author('octocat')] : []),
      labels: toConnection(LABELS.filter(({ name }) => name === label)),
      milestone: null,
      comments: toConnection(index === 0 ? [COMMENT] : []),
      repository: { __typename: 'Repository', nameWithOwner: 'octocat/Hello-World' },
      locked: false,
      createdAt: at(4 + index * 11),
      updatedAt: at(2 + index * 11),
      closedAt: isOpen ? null : at(2 + index * 11),
    }
  })
}
