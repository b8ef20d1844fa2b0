import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { openVisitor, signUp, type Visitor } from './visitor.ts'

/**
 * Server with the app, and a browser in which the first owner is signed in. `visitor.faults` has the errors of the
 * console.
 */
export interface SignedIn<App extends RunningApp = RunningApp> {
  readonly app: App
  readonly browser: Browser
  readonly visitor: Visitor
  /** Page of the visitor. */
  readonly page: Page
  close(): Promise<void>
}

export function openSignedIn(): Promise<SignedIn>
/**
 * Starts another server or browser, and signs in.
 *
 * @param start Starts the server.
 * @param launch Starts the browser. Default: {@link launchBrowser}.
 */
export function openSignedIn<App extends RunningApp>(
  start: () => Promise<App>,
  launch?: () => Promise<Browser>,
): Promise<SignedIn<App>>
export async function openSignedIn(
  start: () => Promise<RunningApp> = startApp,
  launch: () => Promise<Browser> = launchBrowser,
): Promise<SignedIn> {
  const [started, launched] = await Promise.allSettled([start(), launch()])
  const app = started.status === 'fulfilled' ? started.value : undefined
  const browser = launched.status === 'fulfilled' ? launched.value : undefined
  const close = async () => {
    await browser?.close()
    await app?.close()
  }
  try {
    if (started.status === 'rejected') throw started.reason
    if (launched.status === 'rejected') throw launched.reason
    const visitor = await openVisitor(launched.value, started.value)
    await signUp(visitor, started.value)
    return { app: started.value, browser: launched.value, visitor, page: visitor.page, close }
  } catch (error) {
    // A running server or browser would keep the test process alive.
    await close()
    throw error
  }
}
