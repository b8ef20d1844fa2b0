import { relative, resolve } from 'node:path'

/** File of a built package that lists the packages in its bundle. Without an extension, so that no server serves it. */
export const BUNDLED = 'BUNDLED'

/**
 * Vite plugin that lists the packages in a bundle, so that what is published can carry their licenses.
 *
 * @param {string} root Folder of the repository, from which the listed folders are.
 * @param {readonly string[]} also Packages that a stylesheet contains. A bundle does not name these.
 * @returns {import('vite').Plugin}
 */
export function bundledPackages(root, also = []) {
  let base = ''
  return {
    name: 'bulkhead:bundled-packages',
    configResolved(config) {
      base = config.root
    },
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk'
          ? Object.entries(part.modules).flatMap(([id, { code }]) => (code ? [id] : []))
          : part.originalFileNames,
      )
      const folders = files.flatMap((file) => {
        const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replace(/^\0/, '')) ?? []
        return folder === undefined ? [] : [relative(root, resolve(base, folder))]
      })
      const listed = new Set([...folders, ...also.map((name) => `node_modules/${name}`)])
      this.emitFile({ type: 'asset', fileName: BUNDLED, source: `${[...listed].sort().join('\n')}\n` })
    },
  }
}
