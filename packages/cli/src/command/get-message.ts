/**
 * Returns the message of an error, with its cause where that adds something.
 *
 * @param systemErrors Whether a failed call of the system behind it may say more. Where people type commands it does
 *   not: what to do about it is in the message.
 */
export function getMessage(error: unknown, { systemErrors = false } = {}): string {
  if (!(error instanceof Error)) return String(error)
  // Connecting over several addresses fails with an error that has no message of its own.
  if (error instanceof AggregateError) return error.errors.map((one) => getMessage(one)).join('; ')
  const { cause } = error
  const says = error.message || error.name
  const isNews =
    cause instanceof Error &&
    (systemErrors || (cause as NodeJS.ErrnoException).syscall === undefined) &&
    !says.includes(cause.message)
  return isNews ? `${says} (${cause.message})` : says
}
