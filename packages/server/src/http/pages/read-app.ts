import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

// Own code: `@fastify/static` looks up the path of a request in a file system and needs compressed files on disk.

/** File of the built app. */
export interface AppFile {
  readonly type: string
  readonly bytes: Uint8Array
  readonly etag: string
  /** Whether its name contains a hash of its content. */
  readonly hashed: boolean
  /** Compresses the file at the first request; undefined if compression saves nothing. */
  compressed(encoding: 'br' | 'gzip'): Promise<Buffer> | undefined
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
}
/** File extensions that are already compressed. */
const DENSE = new Set(['png', 'ico', 'woff2'])

/**
 * Reads all files of the built app into memory: less than 1 MB. So the path of a request never reaches a file system.
 *
 * @returns Files by path from the root of the site; empty if the app is not built.
 */
export function readApp(directory: string): ReadonlyMap<string, AppFile> {
  if (!existsSync(directory)) return new Map()
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    (name) => getExtension(name) in TYPES,
  )
  return new Map(names.map((name) => [`/${name.replaceAll('\\', '/')}`, readFile(directory, name)]))
}

function readFile(directory: string, name: string): AppFile {
  const extension = getExtension(name)
  return toFile(readFileSync(join(directory, name)), {
    type: TYPES[extension] ?? 'application/octet-stream',
    hashed: name.startsWith('assets/'),
    dense: DENSE.has(extension),
  })
}

/** Returns bytes as a file to send. They are compressed at the first request that accepts it, once per encoding. */
export function toFile(
  bytes: Uint8Array,
  { type, hashed = false, dense = false }: { type: string; hashed?: boolean; dense?: boolean },
): AppFile {
  const made = new Map<string, Promise<Buffer>>()
  return {
    type,
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    hashed,
    compressed(encoding) {
      if (dense) return undefined
      const known = made.get(encoding) ?? COMPRESS[encoding](bytes)
      made.set(encoding, known)
      return known
    },
  }
}

const COMPRESS = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
}

function getExtension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
