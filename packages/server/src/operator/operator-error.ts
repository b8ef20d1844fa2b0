/** Error whose message tells the operator what to do. Any other thrown error is a bug. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
