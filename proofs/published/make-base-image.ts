import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Buildah } from './buildah.ts'

const NAME = 'localhost/bulkhead-node'
const INCLUDED = ['passwd', 'libstdc++6', 'ca-certificates']
const LEFT_OUT = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*']

/**
 * Builds an equivalent of `node:24-slim` where no registry is available: Debian's essential packages by mmdebstrap, the
 * Node that runs this, and npm.
 *
 * @param tarball Tarball of Debian. It is created if it does not exist.
 * @returns The name of the image.
 */
export function makeBaseImage(buildah: Buildah, folder: string, tarball: string): string {
  if (!existsSync(tarball)) {
    const options = LEFT_OUT.flatMap((path) => ['--dpkgopt', `path-exclude=${path}`])
    const given = [
      '--mode=root',
      '--variant=essential',
      `--include=${INCLUDED}`,
      ...options,
      'trixie',
      tarball,
    ]
    execFileSync('mmdebstrap', given, { timeout: 900_000, stdio: 'pipe' })
  }
  const own = join(folder, 'base')
  const local = join(own, 'usr/local')
  mkdirSync(join(local, 'bin'), { recursive: true })
  cpSync(process.execPath, join(local, 'bin/node'), { dereference: true })
  const npm = dirname(dirname(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())))
  cpSync(npm, join(local, 'lib/node_modules/npm'), { recursive: true, dereference: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name))
  const container = buildah.from('scratch')
  buildah.run(['add', '--quiet', container, tarball, '/'])
  buildah.run(['commit', '--quiet', container, `${NAME}-debian`], 300)
  buildah.run(['rm', container])
  const second = buildah.from(`${NAME}-debian`)
  buildah.run(['add', '--quiet', second, own, '/'])
  buildah.run(['commit', '--quiet', second, NAME], 300)
  buildah.run(['rm', second])
  return NAME
}
