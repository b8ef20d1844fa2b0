import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from '@bulkhead/tools/replace-folder'

/**
 * Makes `dist/`, the documentation that the server serves at `/docs`: each Markdown page as HTML, one style, one script
 * and the texts that it searches. `npm install` runs it. Where Vite was left out of an installation there is nothing to build with.
 */
const root = join(import.meta.dirname, '../..')
const dist = join(import.meta.dirname, 'dist')
if (['vite', 'markdown-it'].every(isInstalled)) {
  const [{ build }, { renderSite }] = await Promise.all([import('vite'), import('./render-site.js')])
  await replaceFolder(dist, async (outDir) => {
    await build({
      root: import.meta.dirname,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
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
} else if (process.env.npm_lifecycle_event !== 'prepare') {
  process.stderr.write('Vite is not installed: npm install\n')
  process.exitCode = 1
}

/** @param {string} name */
function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name === 'vite' ? 'vite/package.json' : name)
    return true
  } catch {
    return false
  }
}
