import { join } from 'node:path'
import { bundledPackages } from '../../scripts/build/bundled-packages.js'

/**
 * Build options of the connect page.
 *
 * @type {import('vite').InlineConfig}
 */
export const viteOptions = {
  root: import.meta.dirname,
  base: '/connect/',
  configFile: false,
  logLevel: 'warn',
  plugins: [bundledPackages(join(import.meta.dirname, '../..'))],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // Browsers of the last two years; older ones lack `light-dark()`.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsDir: 'assets',
    // The content security policy of the server allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
}
