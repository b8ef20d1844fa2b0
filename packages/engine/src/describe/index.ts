// Describes the params and results of a definition, for people and agents.
export { ACTIONS, LIST_ACTIONS } from '#model/definition'
export { usedSettings } from '#settings/used-settings'
export { type DefinitionDescription, describeInSteps } from './describe-definition.ts'
export {
  describeOperation,
  findWriter,
  isDemanded,
  type OperationDescription,
  type ParametersSchema,
} from './describe-operation.ts'
export { exampleResponse } from './example-response.ts'
export { sharingSchemas } from './json-schema.ts'
export { recordSchema } from './record-schema.ts'
