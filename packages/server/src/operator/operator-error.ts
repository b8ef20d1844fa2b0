/** A refusal whose sentence tells the operator what to do. Anything else that is thrown is a defect. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
