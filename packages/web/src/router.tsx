import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { AppContext } from './app-context.ts'
import { SignInPage } from './session/sign-in-page.tsx'
import { SignUpPage } from './session/sign-up-page.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { Failure } from './shell/failure.tsx'
import { NotFound } from './shell/not-found.tsx'
import { PagePending } from './shell/page-pending.tsx'
import { DEFAULT_WORKSPACE } from './shell/workspace-path.ts'
import { WorkspaceScope } from './workspaces/workspace-scope.tsx'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Members of the query that are texts, each absent or not empty. */
function texts<const Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = text(search[name])
        return value === undefined ? [] : [[name, value]]
      }),
    ) as { [N in Name]?: string }
}

const root = createRootRouteWithContext<AppContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Failure,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: texts('next'),
  component: SignInPage,
})

const signUp = createRoute({ getParentRoute: () => root, path: '/sign-up', component: SignUpPage })

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: AppShell,
  pendingComponent: PagePending,
  beforeLoad: async ({ context: { auth, queries }, location }) => {
    const session = await queries.ensureQueryData(auth.session)
    if (session === null) {
      const next = `${location.pathname}${location.searchStr}`
      throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } })
    }
  },
})

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => {
    throw redirect({
      to: '/w/$workspace/connectors',
      params: { workspace: DEFAULT_WORKSPACE },
      replace: true,
    })
  },
})

const workspaces = createRoute({
  getParentRoute: () => app,
  path: '/workspaces',
  validateSearch: texts('q', 'status'),
  component: lazyRouteComponent(() => import('./workspaces/workspaces-page.tsx'), 'WorkspacesPage'),
})

/** Pages of one workspace, which the address names by its id; by its name too, for links made by hand. */
const workspace = createRoute({
  getParentRoute: () => app,
  path: '/w/$workspace',
  component: WorkspaceScope,
})

const overview = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./workspaces/workspace-page.tsx'), 'WorkspacePage'),
})

const connectors = createRoute({
  getParentRoute: () => workspace,
  path: '/connectors',
  validateSearch: texts('q', 'health'),
  component: lazyRouteComponent(() => import('./connectors/connectors-page.tsx'), 'ConnectorsPage'),
})

const routeTree = root.addChildren([
  signIn,
  signUp,
  app.addChildren([home, workspaces, workspace.addChildren([overview, connectors])]),
])

/** All addresses of the app. Pages are loaded when one goes there, or is about to. */
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
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
