import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const WHOLE = '/usr/bin/chromium'
/** Chromium without its own windows, which takes a quarter less processor time. */
const SHELL = '/usr/bin/chromium-headless-shell'

/** Features that Playwright 1.65 turns off. Chromium reads the last `--disable-features` alone, so ours repeats them. */
const OFF_IN_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]
/** Pages of the address bar. Each new profile loads two of them, which takes longer than the first page of the app. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...ADDRESS_BAR].join()}`,
]

/**
 * Starts the system's Chromium: the one from Debian, or the one that `CHROMIUM` names. Takes the one without windows if it
 * is installed.
 *
 * @param hosts Names that lead to this machine, besides localhost.
 */
export function launchBrowser(...hosts: readonly string[]): Promise<Browser> {
  return launch(existsSync(SHELL) ? SHELL : WHOLE, hosts)
}

/**
 * Starts the whole Chromium: for pictures and figures, and because the one without windows may never respond in a page with
 * a frame that is refused.
 */
export function launchWholeBrowser(...hosts: readonly string[]): Promise<Browser> {
  return launch(WHOLE, hosts)
}

function launch(path: string, hosts: readonly string[]): Promise<Browser> {
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ')
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? path,
    args: [...FLAGS, ...(rules === '' ? [] : [`--host-resolver-rules=${rules}`])],
  })
}
