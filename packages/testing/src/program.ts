import { fileURLToPath } from 'node:url'

const { NODE_COMPILE_CACHE, BULKHEAD_TEST_PROGRAM } = process.env

/** Path of the command `bulkhead` that runs the sources, and knows the catalog's folder of the repository as its own. */
export const SOURCES: string = fileURLToPath(new URL('../../cli/bin/bulkhead.js', import.meta.url))

/** Path of the command `bulkhead` that `npm start` runs: what `npm install` built, unless a source is newer. */
export const STARTED: string = fileURLToPath(new URL('../../../scripts/start.js', import.meta.url))

/**
 * Path of the command `bulkhead`. A run of many tests builds it as it is published, because that starts in half the
 * time; a narrowed run starts the sources.
 */
export const PROGRAM: string = BULKHEAD_TEST_PROGRAM ?? SOURCES

/**
 * Environment variables that make another process use the compile cache of `npm test`. Without it, most of a start is
 * reading TypeScript.
 */
export const COMPILE_CACHE: Readonly<Record<string, string>> =
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
