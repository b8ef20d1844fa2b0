/** The command line was not understood, so nothing was tried. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
