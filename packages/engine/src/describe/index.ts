// Describes the params and results of a definition, for people and agents.
export { ACTIONS, LIST_ACTIONS } from '#model/definition'
export { usedSettings } from '#settings/used-settings'
export { type DefinitionDescription, describeInSteps } from './describe-definition.ts'
export { describeOperation, type OperationDescription, type ParametersSchema } from './describe-operation.ts'
export { exampleResponse } from './example-response.ts'
export { recordSchema } from './record-schema.ts'
