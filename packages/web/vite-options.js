import { join } from 'node:path'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { bundledPackages } from '../../scripts/build/bundled-packages.js'
import { fontPreload } from './font-preload.js'
import { textsPlugin } from './texts.js'

/**
 * Build options of the app, also used to serve it by `npm run dev`.
 *
 * @type {import('vite').InlineConfig}
 */
export const viteOptions = {
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'warn',
  plugins: [
    textsPlugin(),
    react(),
    tailwind(),
    fontPreload(),
    bundledPackages(join(import.meta.dirname, '../..'), ['tailwindcss']),
  ],
  resolve: { conditions: ['@bulkhead/source', ...defaultClientConditions] },
  build: {
    // Browsers of the last two years; older ones lack `light-dark()`.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsDir: 'assets',
    // The content security policy of the server allows `data:` URLs only for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
}
