import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { openVisitor, signUp, type Visitor } from './visitor.ts'

/** A server with the app, a browser, and the first owner, who is signed in there; `visitor.faults` is what the console said. */
export interface SignedIn<App extends RunningApp = RunningApp> {
  readonly app: App
  readonly browser: Browser
  readonly visitor: Visitor
  /** Page of the visitor. */
  readonly page: Page
  close(): Promise<void>
}

export function openSignedIn(): Promise<SignedIn>
/** @param start Starts another server than {@link startApp} does. */
export function openSignedIn<App extends RunningApp>(start: () => Promise<App>): Promise<SignedIn<App>>
export async function openSignedIn(start: () => Promise<RunningApp> = startApp): Promise<SignedIn> {
  const [started, launched] = await Promise.allSettled([start(), launchBrowser()])
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
    // What runs on would keep the process of the tests.
    await close()
    throw error
  }
}
