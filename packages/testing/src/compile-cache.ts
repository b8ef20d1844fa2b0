const { NODE_COMPILE_CACHE } = process.env

/**
 * Environment variables that make another process use the compile cache of `npm test`. Without it, most of a start is
 * reading TypeScript.
 */
export const COMPILE_CACHE: Readonly<Record<string, string>> =
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
