import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { takeConnectScreenshots } from './connect-page/take-connect-screenshots.ts'
import { launchWholeBrowser } from './support/browser.ts'
import { startApp } from './support/running-app.ts'
import { tellStory } from './support/story.ts'
import { openVisitor, signUp } from './support/visitor.ts'

/**
 * Whether to take every page in four widths, light and dark, into a folder that is not committed. By default the script
 * takes the screenshots of the documentation: a real server with seeded data, in light and dark.
 */
const ALL = process.argv.includes('--all')
/** Parts of paths: `--all access people` takes only the pages with one of them. */
const PARTS = process.argv.slice(2).filter((part) => !part.startsWith('--'))
const ALL_OUTPUT = join(import.meta.dirname, '../test-output/pictures')
const WIDTHS = [1440, 1024, 820, 390] as const
const OUTPUT = join(import.meta.dirname, '../../../docs/images')
const LOOKS = ['light', 'dark'] as const

type State = Awaited<ReturnType<BrowserContext['storageState']>>

interface Shot {
  readonly name: string
  readonly path: string
  readonly prepare?: (page: Page) => Promise<unknown>
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-pictures-'))
const app = await startApp({ BULKHEAD_DATA_DIR: folder })
const browser = await launchWholeBrowser()
try {
  mkdirSync(OUTPUT, { recursive: true })
  if (!ALL) await takeConnectScreenshots(browser, app, OUTPUT)
  const owner = await openVisitor(browser, app)
  await signUp(owner, app)
  const { ids, connectors, failing } = await tellStory(app, folder)
  const shots: readonly Shot[] = [
    { name: 'home', path: '/' },
    { name: 'workspaces', path: '/workspaces' },
    { name: 'connector', path: `/w/${ids.globex}/connectors/${failing}` },
    { name: 'activity', path: '/activity' },
    // The playground comes last, because its runs would appear in the activity.
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
  if (ALL) await takeAll(state, `/w/${ids.acme}`, `/w/${ids.globex}/connectors/${failing}`)
  for (const { name, path, prepare } of ALL ? [] : shots) {
    for (const look of LOOKS) {
      const { page, context } = await openVisitor(browser, app, { look, state })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await prepare?.(page)
      await page.waitForLoadState('networkidle')
      // Waits for the end of animations.
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

/** Takes screenshots of every page, and of the panels and dialogs that open from it, in each width and look. */
async function takeAll(state: State, workspace: string, failing: string): Promise<void> {
  const { body } = await app.call('GET', '/api/v1/tool-calls?limit=1')
  const call = body.data[0].id
  const paths = [
    ...['/', '/start', '/workspaces', '/connectors', '/activity', '/audit', '/people', '/people/invitations'],
    ...[
      '/access/applications',
      '/access/tokens',
      '/access/agents',
      '/access/keys',
      '/access/mcp',
      '/settings/organization',
    ],
    ...['/settings/branding', '/settings/definitions', '/settings/oauth-apps', '/settings/webhooks'],
    ...['/settings/sign-in', '/settings/account', '/no-such-page', '/w/default/connectors'],
    ...[`/activity?call=${call}`, `/calls/${call}`],
    ...['', '/connectors', '/connectors/new', '/connectors/new/github', '/connect-links'].map(
      (path) => `${workspace}${path}`,
    ),
    ...['/playground', '/playground?sample=github', '/activity', '/members'].map(
      (path) => `${workspace}${path}`,
    ),
    ...['', '?tab=settings', '?tab=permissions'].map((path) => `${failing}${path}`),
  ].filter((path) => PARTS.length === 0 || PARTS.some((part) => path.includes(part)))
  for (const look of LOOKS) {
    const { page, context } = await openVisitor(browser, app, { look, state })
    for (const width of WIDTHS) {
      const folder = join(ALL_OUTPUT, `${width}-${look}`)
      mkdirSync(folder, { recursive: true })
      await page.setViewportSize({ width, height: width < 500 ? 844 : 900 })
      for (const path of paths) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor()
        await page.waitForLoadState('networkidle')
        const place = path
          .replace(workspace, '/workspace')
          .replace(failing, '/workspace/connector')
          .replace(call, 'call')
        await page.screenshot({
          path: join(folder, `${place.replaceAll(/\W+/g, '-').slice(1) || 'home'}.png`),
        })
      }
      process.stdout.write(`${folder} ${paths.length} pictures\n`)
    }
    await context.close()
  }
}
