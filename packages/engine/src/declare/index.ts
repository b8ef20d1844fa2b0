// Prints TypeScript types of definitions.
export { augmentSdk } from './augment-sdk.ts'
export { documented } from './comment.ts'
export { declareDefinition } from './declare-definition.ts'
export { indented } from './indent.ts'
export { pascal, singular } from './name-schemas.ts'
export { printMembers, printType } from './print-type.ts'
