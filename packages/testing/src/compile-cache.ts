const { NODE_COMPILE_CACHE } = process.env

/** For the environment of another process: where `npm test` keeps compiled code. Without it most of a start is reading TypeScript. */
export const COMPILE_CACHE: Readonly<Record<string, string>> =
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
