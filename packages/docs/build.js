import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { bundledPackages } from '../../scripts/build/bundled-packages.js'
import { replaceFolder } from '../../scripts/build/replace-folder.js'
import { renderSite } from './render-site.js'

/**
 * Builds `dist/`, the documentation that the server serves at `/docs`: each Markdown page as HTML, one stylesheet, one
 * script and the search index. `npm install` runs it.
 */
const root = join(import.meta.dirname, '../..')
await replaceFolder(join(import.meta.dirname, 'dist'), async (outDir) => {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [bundledPackages(root)],
    build: {
      outDir,
      target: ['chrome123', 'firefox120', 'safari17.5'],
      reportCompressedSize: false,
      rolldownOptions: {
        input: {
          docs: join(import.meta.dirname, 'src/docs.ts'),
          look: join(import.meta.dirname, 'src/docs.css'),
        },
        output: { entryFileNames: '[name].js', assetFileNames: 'docs[extname]' },
      },
    },
  })
  for (const [path, text] of Object.entries(renderSite(root))) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true })
    writeFileSync(join(outDir, path), text)
  }
  cpSync(join(root, 'docs/images'), join(outDir, 'images'), { recursive: true })
  cpSync(join(root, 'docs/concepts/performance.svg'), join(outDir, 'concepts/performance.svg'))
  return true
})
