import type { OperationDescription, ParametersSchema } from '@bulkhead/engine/describe'

/** Returns the params of an operation without those that a model need not see. The server still accepts them. */
export function paramsForModels({
  params,
  leave_out,
}: Pick<OperationDescription, 'params' | 'leave_out'>): ParametersSchema {
  const shown = Object.entries(params.properties).filter(([name]) => !leave_out.includes(name))
  return { ...params, properties: Object.fromEntries(shown) }
}
