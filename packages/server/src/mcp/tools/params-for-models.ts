import type { OperationDescription, ParametersSchema } from '@bulkhead/engine/describe'

/** The params of an operation without those that a model need not see. They are taken nevertheless. */
export function paramsForModels({
  params,
  leave_out,
}: Pick<OperationDescription, 'params' | 'leave_out'>): ParametersSchema {
  const shown = Object.entries(params.properties).filter(([name]) => !leave_out.includes(name))
  return { ...params, properties: Object.fromEntries(shown) }
}
