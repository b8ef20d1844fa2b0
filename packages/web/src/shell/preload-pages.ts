import type { AnyRouter } from '@tanstack/react-router'

const AFTER_MS = 1_500

/**
 * Loads the code of all pages when the browser is idle, so that opening one needs no request, even if the server is
 * down.
 */
export function preloadPages(router: AnyRouter): void {
  const load = () => {
    for (const { options } of Object.values(router.routesById) as readonly { options: PageOptions }[]) {
      options.component?.preload?.()?.catch(() => {})
    }
  }
  setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(load) : load()), AFTER_MS)
}

interface PageOptions {
  readonly component?: { preload?(): Promise<unknown> | undefined }
}
