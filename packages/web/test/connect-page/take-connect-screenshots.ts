import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { RunningApp } from '../support/running-app.ts'
import { getStubPage, MANY, SESSION, stubSession, TOKEN } from './stub-session.ts'

const CONNECTED = {
  status: 'completed',
  connector_id: SESSION,
  account: { id: '1', name: 'ada@birch.example' },
  previous_account: null,
  check: null,
  error: null,
  redirect_to: null,
}

const SHOTS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  services: (page) => page.getByRole('button', { name: 'GitHub' }).waitFor(),
  'sign-in': (page) => page.getByRole('button', { name: 'GitHub' }).click(),
  key: async (page) => {
    await page.getByRole('button', { name: 'GitHub' }).click()
    await page.getByRole('radio', { name: 'Personal access token' }).check()
    await page.locator('.access summary').click()
    await page.getByRole('button', { name: 'Read only' }).click()
  },
  done: async (page) => {
    await page.getByRole('button', { name: 'GitHub' }).click()
    await page.getByRole('radio', { name: 'Personal access token' }).check()
    await page.locator('input[name=token]').fill('ghp_example')
    await page.getByRole('button', { name: 'Check and connect' }).click()
    await page.getByText('Signed in as').waitFor()
  },
}

/** Takes the screenshots of docs/guides/connect.md: the connect page from its first step to its last. */
export async function takeConnectScreenshots(
  browser: Browser,
  app: RunningApp,
  folder: string,
): Promise<void> {
  const organization = {
    ...getStubPage().organization,
    colors: { light: '#5b3cc4', dark: '#a48bff' },
  }
  for (const [name, prepare] of Object.entries(SHOTS)) {
    const context = await browser.newContext({
      baseURL: app.url,
      viewport: { width: 480, height: 720 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await stubSession(page, getStubPage({ ...MANY, organization }), { 'session/credentials': CONNECTED })
    await page.goto(`/connect/${SESSION}#${TOKEN}`)
    await prepare(page)
    await page.waitForTimeout(200)
    const file = join(folder, `connect-${name}.png`)
    await page.screenshot({ path: file, fullPage: true })
    process.stdout.write(`docs/images/connect-${name}.png ${Math.ceil(statSync(file).size / 1024)} KB\n`)
    await context.close()
  }
}
