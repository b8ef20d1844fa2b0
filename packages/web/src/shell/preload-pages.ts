import type { AnyRouter } from '@tanstack/react-router'

const AFTER_MS = 1_500

/** Fetches all pages once there is time, so that going to one takes no request, even when the server is away. */
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
