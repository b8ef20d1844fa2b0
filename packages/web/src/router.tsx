import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router'
import { pagesOptions, readOptions } from './api/use-api.ts'
import type { AppContext } from './app-context.ts'
import { WorkspaceScope } from './entities/workspace/workspace-scope.tsx'
import {
  adminPage,
  afterAuthorization,
  assertNeedsFactor,
  assertSignedIn,
  inLanguage,
  isMember,
  page,
  readQuoted,
  readsAhead,
  texts,
} from './route-parts.tsx'
import { ConfirmEmailPage } from './session/confirm-email-page.tsx'
import { ForgotPasswordPage } from './session/forgot-password-page.tsx'
import { RequiredFactorPage } from './session/required-factor-page.tsx'
import { ResetPasswordPage } from './session/reset-password-page.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { SignUpPage } from './session/sign-up-page.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { Failure } from './shell/failure.tsx'
import { NotFound } from './ui/not-found.tsx'
import { PagePending } from './ui/page-pending.tsx'

const root = createRootRouteWithContext<AppContext>()({
  component: Outlet,
  // The root has no frame around its content.
  notFoundComponent: NotFound,
  errorComponent: Failure,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: texts('next', 'provider', 'failed'),
  component: inLanguage(SignInPage),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: inLanguage(SignUpPage),
})

const consent = createRoute({
  getParentRoute: () => root,
  id: 'consent',
  pendingComponent: PagePending,
  beforeLoad: assertSignedIn,
})

const authorize = createRoute({
  getParentRoute: () => consent,
  path: '/authorize',
  validateSearch: texts('id'),
  component: page(() => import('./access/agents/authorize-page.tsx'), 'AuthorizePage'),
})

const device = createRoute({
  getParentRoute: () => consent,
  path: '/device',
  component: page(() => import('./access/agents/device-page.tsx'), 'DevicePage'),
})

const requiredFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  validateSearch: texts('next'),
  component: inLanguage(RequiredFactorPage),
  beforeLoad: assertNeedsFactor,
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: inLanguage(ForgotPasswordPage),
})

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  component: inLanguage(ConfirmEmailPage),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: inLanguage(ResetPasswordPage),
})

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: inLanguage(AppShell),
  pendingComponent: PagePending,
  // React shows a placeholder for 300 ms at least. Reading the session mostly takes less.
  pendingMs: 400,
  beforeLoad: assertSignedIn,
})

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: page(() => import('./home/home-page.tsx'), 'HomePage'),
})

const allConnectors = createRoute({
  getParentRoute: () => app,
  path: '/connectors',
  validateSearch: texts('q', 'account', 'state', 'service', 'workspace', 'unused', 'sort'),
  component: page(() => import('./connectors/all/all-connectors-page.tsx'), 'AllConnectorsPage'),
  loader: readsAhead(({ api, queries }, { organization }) => {
    const path = { organization_id: organization.id }
    queries.prefetchInfiniteQuery(
      pagesOptions(api, 'listOrganizationCredentials', { include_health: true }, path),
    )
  }),
})

const workspaces = createRoute({
  getParentRoute: () => app,
  path: '/workspaces',
  validateSearch: texts('q', 'status', 'attention', 'service', 'unused', 'level', 'sort'),
  component: page(() => import('./workspaces/workspaces-page.tsx'), 'WorkspacesPage'),
  loader: readsAhead(({ api, queries }) => {
    queries.prefetchInfiniteQuery(pagesOptions(api, 'listWorkspaces', { include_usage: true }))
    queries.prefetchQuery(readOptions(api, 'getWorkspaceStats', {}))
  }),
})

/** Pages of one workspace. Their URLs contain its id. Links that people write may contain its name instead. */
const workspace = createRoute({
  getParentRoute: () => app,
  path: '/w/$workspace',
  component: inLanguage(WorkspaceScope),
})

const overview = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: page(() => import('./workspaces/workspace-page.tsx'), 'WorkspacePage'),
})

const connectors = createRoute({
  getParentRoute: () => workspace,
  path: '/connectors',
  validateSearch: texts('q', 'health'),
  component: page(() => import('./connectors/connectors-page.tsx'), 'ConnectorsPage'),
})

const connectLinks = createRoute({
  getParentRoute: () => workspace,
  path: '/connect-links',
  validateSearch: texts('status', 'link'),
  component: page(() => import('./connect-links/connect-links-page.tsx'), 'ConnectLinksPage'),
})

const catalog = createRoute({
  getParentRoute: () => workspace,
  path: '/connectors/new',
  validateSearch: texts('q'),
  component: page(() => import('./connectors/catalog-page.tsx'), 'CatalogPage'),
})

/** Search parameters after an authorization at the service. */
const authorizationResult = afterAuthorization('connector_id')

const addConnector = createRoute({
  getParentRoute: () => workspace,
  path: '/connectors/new/$definition',
  validateSearch: authorizationResult,
  // The browser has returned from the service, and the connector was added.
  beforeLoad: ({ search: { connector_id }, params: { workspace } }) => {
    if (connector_id === undefined) return
    throw redirect({
      to: '/w/$workspace/connectors/$connector',
      params: { workspace, connector: connector_id },
      search: { connector_id },
      replace: true,
    })
  },
  component: page(() => import('./connectors/add-connector-page.tsx'), 'AddConnectorPage'),
})

const connector = createRoute({
  getParentRoute: () => workspace,
  path: '/connectors/$connector',
  validateSearch: afterAuthorization('tab', 'connector_id'),
  component: page(() => import('./connectors/connector-page.tsx'), 'ConnectorPage'),
})

const playground = createRoute({
  getParentRoute: () => workspace,
  path: '/playground',
  validateSearch: texts('connector', 'sample', 'entity', 'action'),
  component: page(() => import('./playground/playground-page.tsx'), 'PlaygroundPage'),
})

const activityFilters = texts(
  'connector',
  'service',
  'operation',
  'entity',
  'action',
  'status',
  'code',
  'caller',
  'since',
  'until',
  'workspace',
  'by',
  'call',
)

const activity = createRoute({
  getParentRoute: () => workspace,
  path: '/activity',
  validateSearch: activityFilters,
  component: page(() => import('./activity/activity-page.tsx'), 'WorkspaceActivityPage'),
})

const allActivity = createRoute({
  getParentRoute: () => app,
  path: '/activity',
  validateSearch: activityFilters,
  component: page(() => import('./activity/activity-page.tsx'), 'ActivityPage'),
})

const call = createRoute({
  getParentRoute: () => app,
  path: '/calls/$call',
  component: page(() => import('./activity/call-page.tsx'), 'CallPage'),
})

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: texts('event', 'outcome', 'workspace', 'service', 'caller', 'record'),
  component: adminPage(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})

const people = createRoute({ getParentRoute: () => app, path: '/people' })

const allPeople = createRoute({
  getParentRoute: () => people,
  path: '/',
  validateSearch: texts('q', 'role', 'person'),
  component: adminPage(() => import('./people/people-page.tsx'), 'PeoplePage'),
})

const invitations = createRoute({
  getParentRoute: () => people,
  path: '/invitations',
  validateSearch: texts('invitation'),
  component: adminPage(() => import('./people/invitations-page.tsx'), 'InvitationsPage'),
})

const members = createRoute({
  getParentRoute: () => workspace,
  path: '/members',
  component: adminPage(() => import('./people/members-page.tsx'), 'MembersPage'),
})

const access = createRoute({
  getParentRoute: () => app,
  path: '/access',
  beforeLoad: ({ location, context }) => {
    const to = isMember(context) ? '/access/tokens' : '/access/applications'
    if (location.pathname === '/access') throw redirect({ to, replace: true })
  },
})

const applications = createRoute({
  getParentRoute: () => access,
  path: '/applications',
  component: adminPage(() => import('./access/applications-page.tsx'), 'ApplicationsPage'),
})

const tokens = createRoute({
  getParentRoute: () => access,
  path: '/tokens',
  component: page(() => import('./access/tokens/tokens-page.tsx'), 'TokensPage'),
})

const agents = createRoute({
  getParentRoute: () => access,
  path: '/agents',
  component: page(() => import('./access/agents/agents-page.tsx'), 'AgentsPage'),
})

const keys = createRoute({
  getParentRoute: () => access,
  path: '/keys',
  component: page(() => import('./access/keys-page.tsx'), 'KeysPage'),
})

const mcp = createRoute({
  getParentRoute: () => access,
  path: '/mcp',
  component: page(() => import('./access/mcp-page.tsx'), 'McpPage'),
})

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  beforeLoad: ({ location, context }) => {
    const to = isMember(context) ? '/settings/account' : '/settings/organization'
    if (location.pathname === '/settings') throw redirect({ to, replace: true })
  },
})

const organization = createRoute({
  getParentRoute: () => settings,
  path: '/organization',
  component: adminPage(() => import('./settings/organization-page.tsx'), 'OrganizationPage'),
})

const oauthApps = createRoute({
  getParentRoute: () => settings,
  path: '/oauth-apps',
  validateSearch: texts('service'),
  component: adminPage(() => import('./settings/oauth-apps-page.tsx'), 'OAuthAppsPage'),
})

const ownDefinitions = createRoute({
  getParentRoute: () => settings,
  path: '/definitions',
  component: adminPage(() => import('./settings/definitions/definitions-page.tsx'), 'DefinitionsPage'),
})

const branding = createRoute({
  getParentRoute: () => settings,
  path: '/branding',
  component: adminPage(() => import('./settings/branding-page.tsx'), 'BrandingPage'),
})

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: adminPage(() => import('./settings/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const deliveries = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$endpoint',
  validateSearch: texts('state', 'delivery'),
  component: adminPage(() => import('./settings/webhooks/deliveries-page.tsx'), 'DeliveriesPage'),
})

const signInSettings = createRoute({
  getParentRoute: () => settings,
  path: '/sign-in',
  validateSearch: texts('provider', 'test'),
  component: adminPage(() => import('./settings/sign-in/sign-in-page.tsx'), 'SignInSettingsPage'),
})

const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  validateSearch: texts('linked', 'failed'),
  component: page(() => import('./settings/account-page.tsx'), 'AccountPage'),
})

const startSearch = afterAuthorization('definition', 'connector', 'connector_id', 'sample', 'q')

const start = createRoute({
  getParentRoute: () => app,
  path: '/start',
  validateSearch: startSearch,
  // The browser has returned from the service, and the connector was added.
  beforeLoad: ({ search: { connector_id } }) => {
    if (connector_id === undefined) return
    throw redirect({ to: '/start', search: { connector: connector_id }, replace: true })
  },
  component: page(() => import('./start/start-page.tsx'), 'StartPage'),
})

/** Route for unknown URLs, if a person is signed in. */
const unknown = createRoute({ getParentRoute: () => app, path: '$', component: NotFound })

/** Routes of development builds: the gallery of interface parts. Production builds do not have them. */
const development = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/ui',
        validateSearch: texts('page'),
        component: page(() => import('./ui/gallery/gallery-page.tsx'), 'GalleryPage'),
      }),
    ]
  : []

const routeTree = root.addChildren([
  ...development,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  requiredFactor,
  confirmEmail,
  consent.addChildren([authorize, device]),
  app.addChildren([
    home,
    unknown,
    start,
    workspaces,
    allConnectors,
    allActivity,
    call,
    audit,
    people.addChildren([allPeople, invitations]),
    access.addChildren([applications, tokens, agents, keys, mcp]),
    settings.addChildren([
      organization,
      branding,
      ownDefinitions,
      oauthApps,
      webhooks,
      deliveries,
      signInSettings,
      account,
    ]),
    workspace.addChildren([
      overview,
      connectors,
      connectLinks,
      catalog,
      addConnector,
      connector,
      playground,
      activity,
      members,
    ]),
  ]),
])

/** Creates the router with all routes of the app. */
export function createAppRouter(context: AppContext) {
  return createRouter({
    routeTree,
    context,
    defaultPreload: 'intent',
    defaultPendingComponent: PagePending,
    defaultErrorComponent: Failure,
    defaultNotFoundComponent: NotFound,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    scrollRestoration: true,
    // Unknown search parameters are removed from the URL, such as a text that a service added when it sent the browser
    // back.
    search: { strict: true },
    parseSearch: parseSearchWith(readQuoted),
    stringifySearch: stringifySearchWith(JSON.stringify, readQuoted),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
