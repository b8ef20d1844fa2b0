import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { RunningApp } from './running-app.ts'

export const OWNER = {
  name: 'Grace Hopper',
  email: 'grace@example.com',
  password: 'a-password-of-a-test-4747',
}

/** Appearance of the app in the browser. */
export const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: {
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  },
} as const

/** Visitor of the app in a browser, with the errors that occurred. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the console, of scripts, and of the content security policy; none are expected. */
  readonly faults: string[]
  /** Removes the errors that a test caused on purpose. @param pattern Pattern that each of them must match. */
  expectFaults(pattern: RegExp): void
}

/** Messages that a busy database (503), and a browser that draws late, leave in the console. The page asks again. */
const OF_A_SLOW_MACHINE = /status of 503|was preloaded using link preload but not used/

/** Opens a new browser profile. With `state`, it is the profile of someone who signed in before. */
export async function openVisitor(
  browser: Browser,
  { url }: RunningApp,
  options: { look?: keyof typeof LOOKS; state?: Awaited<ReturnType<BrowserContext['storageState']>> } = {},
): Promise<Visitor> {
  const { look = 'light', state } = options
  const context = await browser.newContext({
    ...LOOKS[look],
    // In the middle of a transition, elements have colors that no design has.
    reducedMotion: 'reduce',
    baseURL: url,
    ...(state !== undefined && { storageState: state }),
  })
  // The timeout is long, because a busy machine is slow. It is meant for pages that hang.
  context.setDefaultTimeout(60_000)
  const faults: string[] = []
  context.on('console', (message) => {
    const isFault = message.type() === 'error' || message.type() === 'warning'
    if (isFault && !OF_A_SLOW_MACHINE.test(message.text())) faults.push(message.text())
  })
  context.on('weberror', (error) => faults.push(error.error().message))
  const page = await context.newPage()
  return {
    context,
    page,
    faults,
    expectFaults(pattern) {
      for (const fault of faults.splice(0)) assert.match(fault, pattern)
    },
  }
}

export const SECOND_OWNER = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'another-password-of-a-test-4747',
}

/** Signs up with a link, by default the one that the server printed. Ends on the first steps. */
export async function signUp(
  { page }: Pick<Visitor, 'page'>,
  { signUpLink }: Pick<RunningApp, 'signUpLink'>,
  owner: typeof OWNER = OWNER,
): Promise<void> {
  await page.goto(signUpLink)
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await page.waitForURL('**/start')
}

export async function signIn({ page }: Pick<Visitor, 'page'>, password = OWNER.password): Promise<void> {
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
