import type { AnyRouter } from '@tanstack/react-router'
import { takeBegunSession } from '#entities/session/begun-session.ts'
import type { AppContext } from '../app-context.ts'

const AFTER_MS = 1_500

/**
 * Loads the code of all pages when the browser is idle, so that opening one needs no request, even if the server is
 * down.
 */
export function preloadPages(router: AnyRouter): void {
  const load = () => loadCode(Object.values(router.routesById))
  setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(load) : load()), AFTER_MS)
}

/**
 * Reads the session, and the code of the page that is being opened. The router would read one after the other, and
 * begin when the frame is rendered.
 */
export function preloadOpened(router: AnyRouter, { auth, queries }: AppContext): void {
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname)
  if (routes.some(({ options }) => options.beforeLoad !== undefined)) queries.prefetchQuery(auth.session)
  // Otherwise it would be taken when a session begins, which it does not know.
  else takeBegunSession()
  loadCode(routes)
}

function loadCode(routes: readonly { options: PageOptions }[]): void {
  for (const { options } of routes) options.component?.preload?.()?.catch(() => {})
}

interface PageOptions {
  readonly component?: { preload?(): Promise<unknown> | undefined }
}
