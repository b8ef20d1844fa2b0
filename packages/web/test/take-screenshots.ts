import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { takeConnectScreenshots } from './connect-page/take-connect-screenshots.ts'
import { launchBrowser } from './support/browser.ts'
import { startApp } from './support/running-app.ts'
import { tellStory } from './support/story.ts'
import { openVisitor, signUp } from './support/visitor.ts'

/** Takes the pictures of the documentation: a real server, told a story, as a browser shows it in light and dark. */
const OUTPUT = join(import.meta.dirname, '../../../docs/images')
const LOOKS = ['light', 'dark'] as const

interface Shot {
  readonly name: string
  readonly path: string
  readonly prepare?: (page: Page) => Promise<unknown>
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-pictures-'))
const app = await startApp({ BULKHEAD_DATA_DIR: folder })
const browser = await launchBrowser()
try {
  mkdirSync(OUTPUT, { recursive: true })
  await takeConnectScreenshots(browser, app, OUTPUT)
  const owner = await openVisitor(browser, app)
  await signUp(owner, app)
  const { ids, connectors, failing } = await tellStory(app, folder)
  const shots: readonly Shot[] = [
    { name: 'workspaces', path: '/workspaces' },
    { name: 'connector', path: `/w/${ids.globex}/connectors/${failing}` },
    { name: 'activity', path: '/activity' },
    // Last, for what is run in it is activity.
    {
      name: 'playground',
      path: `/w/${ids.acme}/playground?connector=${connectors['acme github']}&entity=issues&action=list`,
      async prepare(page) {
        await page.getByLabel('owner').fill('acme')
        await page.getByLabel('repo', { exact: true }).fill('hull')
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByText(/ms, of which/).waitFor()
      },
    },
  ]
  const state = await owner.context.storageState()
  for (const { name, path, prepare } of shots) {
    for (const look of LOOKS) {
      const { page, context } = await openVisitor(browser, app, { look, state })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await prepare?.(page)
      await page.waitForLoadState('networkidle')
      // What comes in with a movement is there.
      await page.waitForTimeout(300)
      const file = join(OUTPUT, `${name}-${look}.png`)
      await page.screenshot({ path: file })
      process.stdout.write(`docs/images/${name}-${look}.png ${Math.ceil(statSync(file).size / 1024)} KB\n`)
      await context.close()
    }
  }
} finally {
  await browser.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
}
