/**
 * Returns the message of an error, with its cause if that adds something.
 *
 * @param systemErrors Whether the cause may be a failed system call. Commands for people leave it out: their messages
 *   already say what to do.
 */
export function getMessage(error: unknown, { systemErrors = false } = {}): string {
  if (!(error instanceof Error)) return String(error)
  // A connection attempt to several addresses fails with an error without a message.
  if (error instanceof AggregateError) return error.errors.map((one) => getMessage(one)).join('; ')
  const { cause } = error
  const says = error.message || error.name
  const isNews =
    cause instanceof Error &&
    (systemErrors || (cause as NodeJS.ErrnoException).syscall === undefined) &&
    !says.includes(cause.message)
  return isNews ? `${says} (${cause.message})` : says
}
