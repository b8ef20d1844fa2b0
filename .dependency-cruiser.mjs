/**
 * Storeys of the server from the ground up, and the rooms of each from left to right: a room imports itself, those to its left
 * and those below, types included. `docs/concepts/architecture.md` draws them.
 */
export const STOREYS = [
  ['platform'],
  ['access', 'journal', 'tenancy'],
  ['connectors', 'people', 'agents', 'records'],
  ['execution', 'connect'],
  ['operations', 'jobs', 'operator', 'http', 'mcp'],
  ['main'],
]
const ROOMS = STOREYS.flat()

/** Rooms of the web app from the ground up; those of one line know nothing of each other. */
const WEB_LADDER = [
  ['texts'],
  ['ui'],
  ['api'],
  ['schema'],
  ['entities'],
  [
    ...[
      'access',
      'activity',
      'audit',
      'connect-links',
      'connectors',
      'home',
      'people',
      'playground',
      'session',
    ],
    ...['settings', 'workspaces'],
  ],
  ['start'],
  ['shell'],
]

/** Which of our packages a package may import. */
const PACKAGES = {
  contract: [],
  engine: [],
  // What compiles a document of strangers, and the command line.
  import: ['engine'],
  catalog: [],
  server: ['contract', 'engine', 'import', 'catalog'],
  // Its types derive from the contract; what is published needs no package of ours.
  sdk: [],
  // Of the contract its types alone: what it needs at run time is no business of browsers. Of the catalog its JSON.
  web: ['sdk', 'contract', 'catalog', 'connect-page'],
  // What runs in the pages of others: neither imports any of ours.
  connect: [],
  'connect-page': ['contract'],
  docs: [],
  cli: ['server', 'contract', 'engine', 'import', 'catalog', 'sdk'],
  testing: ['contract', 'engine', 'import', 'catalog', 'server'],
}
/** Packages that tests of any package may import, besides its own. */
const IN_TESTS = [
  ...['contract', 'engine', 'import', 'catalog', 'server', 'testing', 'cli', 'sdk'],
  ...['connect', 'connect-page'],
]

/** Modules of the server that give rights, and the only places of its sources that may take them. */
const GUARDED = {
  'platform/database/roles/as-operator.ts': '(operator|jobs|records/export)/|main/start-server.ts$',
  'platform/database/roles/as-authenticator.ts':
    'access/tokens/|connectors/oauth/find-oauth-flow.ts$|tenancy/organizations/read-logo.ts$|connect/get-frame-ancestors.ts$|operations/tokens/',
  'platform/database/roles/as-counter.ts':
    'access/limits/(shared-counter|slot-records|seats|hold-lease|process-notices).ts$',
  'platform/database/roles/as-identity.ts':
    '(people|agents|operations/(account|people|sign-in)|platform/database)/',
  'platform/database/roles/as-principal-after.ts': '(access/limits|platform/database)/',
  'platform/database/roles/as-organization-of.ts':
    '(connectors|operations)/oauth/|connect/(page/page-view|end-session).ts$|operations/definitions/(list-own-definitions|get-own-definition).ts$',
  'platform/database/roles/as-backup-role.ts': '(operator|platform/database)/',
  'platform/database/postgres/owner-connection.ts': '(operator|platform/database)/',
  'operator/create-organization.ts': 'operator/|main/start-server.ts$',
}

/** What tests are made of is no source. */
const TESTS = '^(packages/([a-z-]+/test|testing)|proofs)/'
/** The one part of the command line that may wait for the server's modules. */
const SERVER_IN_CLI =
  '^packages/cli/src/((commands/)?serve|doctor|operator/(run-offline|back-up-directly|settings))[.]ts$'

const server = (path) => `^packages/server/src/(${path})`
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid('no-circle', 'Cut it: move what both need into a file of its own.', {}, { circular: true }),
    forbid('no-dead-end', 'It imports what does not exist.', {}, { couldNotResolve: true }),
    ...ROOMS.map((room, at) => {
      const above = ROOMS.slice(at + 1).join('|') || '$^'
      return forbid(
        `${room}-is-below`,
        'A room of the server imports those to its left and those below.',
        { path: server(`${room}/`) },
        { path: server(`(${above})/`) },
      )
    }),
    ...WEB_LADDER.flatMap((rooms, at) =>
      rooms.map((room) => {
        const others = [...rooms.filter((other) => other !== room), ...WEB_LADDER.slice(at + 1).flat()]
        return forbid(
          `web-${room}-is-below`,
          'What two features need lies in entities/.',
          { path: `^packages/web/src/${room}/` },
          { path: `^packages/web/src/(${others.join('|') || '$^'})/` },
        )
      }),
    ),
    forbid(
      'in-a-storey',
      'A room of the server has its place in STOREYS.',
      {},
      {
        path: server(''),
        pathNot: server(`(${ROOMS.join('|')})/`),
      },
    ),
    forbid(
      'operations-are-leaves',
      'Only handlers.ts imports operations; what two of them need lies in a room below.',
      { pathNot: [server('operations/handlers.ts$'), TESTS] },
      { path: server('operations/[^/]+/') },
    ),
    ...Object.entries(GUARDED).map(([module, who]) =>
      forbid(
        'guarded',
        'These rights are not for this folder.',
        { pathNot: [server(who), TESTS] },
        {
          path: server(module),
        },
      ),
    ),
    forbid(
      'only-database-confines',
      'Transactions begin with one of the functions as-…, and keep the condition of their tenant.',
      { pathNot: [server('platform/database/'), TESTS] },
      {
        path: server('platform/database/roles/(confine|tenant-transaction).ts$'),
        dependencyTypesNot: ['type-only'],
      },
    ),
    ...Object.entries(PACKAGES).flatMap(([name, others]) => {
      const may = (from, allowed) =>
        forbid(
          `${name}-imports`,
          'Packages import one way.',
          { path: `^packages/${name}/${from}` },
          {
            path: '^(packages|scripts)/',
            pathNot: `^packages/(${[name, ...allowed].join('|')})/|^scripts/build/`,
          },
        )
      return [may('src/', others), may('test/', IN_TESTS)]
    }),
    forbid(
      'workshop-is-not-shipped',
      'Tests and scripts import what verifies the catalog.',
      { path: '^packages/[a-z-]+/src/' },
      { path: '^packages/catalog/workshop/' },
    ),
    forbid(
      'sdk-by-its-doors',
      'The SDK is imported by its public names, or as the client that it is built on.',
      { path: '^packages/(web|cli)/src/' },
      { path: '^packages/sdk/', pathNot: '^packages/sdk/src/(client/)?index[.]ts$' },
    ),
    forbid(
      'builds-alone',
      'A package is built from itself, the packages in its manifest and scripts/build.',
      { path: '^packages/' },
      { path: '^scripts/', pathNot: '^scripts/build/' },
    ),
    forbid(
      'proofs-last',
      'Tests and proofs import proofs.',
      { path: '^packages/[a-z-]+/src/' },
      { path: '^proofs/' },
    ),
    forbid(
      'engine-by-its-doors',
      'The engine is imported by the indexes that its manifest exports.',
      { pathNot: '^packages/(engine|import/test)/' },
      {
        path: '^packages/engine/',
        pathNot: '^packages/engine/(package[.]json|src/(index|[a-z]+/index|model/errors)[.]ts)$',
      },
    ),
    forbid(
      'imports-in-definitions',
      'What reads documents of strangers is used where documents are compiled.',
      { path: '^packages/(server|cli)/src/', pathNot: '/definitions/' },
      { path: '^packages/import/' },
    ),
    forbid(
      'cli-starts-fast',
      'Only serve.ts, doctor.ts and offline operator commands import the server.',
      {
        path: '^packages/cli/src/',
        pathNot: SERVER_IN_CLI,
      },
      { path: '^packages/server/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        'node_modules/',
        '/dist/',
        '/dist-',
        '/test-output/',
        '/generated/connectors/',
        '/descriptions/',
      ],
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@bulkhead/source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
  },
}
