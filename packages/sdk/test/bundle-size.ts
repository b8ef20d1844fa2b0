import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/**
 * Returns the size of the whole SDK in a page or worker: one minified module, and the same after gzip, in
 * bytes.
 */
export async function bundleSize(): Promise<{ minified: number; gzip: number; code: string }> {
  const { outputFiles } = await build({
    entryPoints: [new URL('../src/index.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    format: 'esm',
    // No module of Node, Bun or Deno: an import of one would be an error.
    platform: 'neutral',
    target: 'es2022',
    write: false,
  })
  const code = outputFiles[0]?.text ?? ''
  return { minified: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length, code }
}
