import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileTypeScript, writePublished } from '../../scripts/build/published.js'
import { replaceFolder } from '../../scripts/build/replace-folder.js'

/**
 * Makes `dist/` of `src/`, the package as it is published: ES modules, CommonJS, declarations, maps, a manifest. Plain
 * JavaScript, since `npm install` runs it under whatever Node runs npm.
 */
const root = import.meta.dirname
await replaceFolder(join(root, 'dist'), async (outDir) => {
  if (!compileTypeScript(root, root, outDir)) return false
  await buildCommonJs(outDir)
  copyManifest(outDir)
  return true
})

/**
 * Adds `cjs/` for projects whose modules are CommonJS. Node 22.10 and later take the ES modules by `require` as well
 * (condition `module-sync`), so that there is one copy in a process.
 */
async function buildCommonJs(outDir) {
  const { build } = await import('esbuild')
  const folder = join(outDir, 'cjs')
  await build({
    entryPoints: [join(outDir, 'index.js')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    logLevel: 'warning',
  })
  for (const name of readdirSync(outDir, { recursive: true })) {
    if (name.endsWith('.d.ts')) cpSync(join(outDir, name), join(folder, name))
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
}

/** Adds the manifest without what is for the repository alone: sources, the condition that means them, its scripts. */
function copyManifest(outDir) {
  const {
    main,
    types,
    exports,
    private: _private,
    scripts: _scripts,
    devDependencies: _tools,
    ...manifest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const {
    '.': { '@bulkhead/source': _source, ...entry },
  } = exports
  const published = {
    ...manifest,
    files: ['*.js', '*.js.map', '*.d.ts', 'cjs', 'client', 'generated', 'organization', 'tools', 'workspace'],
    main,
    types,
    exports: { '.': entry, './package.json': './package.json' },
  }
  writePublished(root, outDir, published)
}
