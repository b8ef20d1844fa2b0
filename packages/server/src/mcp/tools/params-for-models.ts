import type { OperationDescription, ParametersSchema } from '@bulkhead/engine/describe'

/** Returns the params of an operation without those that a model need not see. The server still accepts them. */
export function paramsForModels({
  params,
  leave_out,
}: Pick<OperationDescription, 'params' | 'leave_out'>): ParametersSchema {
  const hidden = new Set(leave_out)
  const shown = Object.entries(params.properties).filter(([name]) => !hidden.has(name))
  return { ...params, properties: Object.fromEntries(shown) }
}
