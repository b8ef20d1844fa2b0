import type { Output } from '#api/api.ts'

export type OwnDefinition = Output<'listOwnDefinitions'>['data'][number]

/** Operations whose responses a change of the organization's definitions outdates. */
export const OUTDATES = [
  'listOwnDefinitions',
  'listGlobalTemplates',
  'listTemplates',
  'getDefinition',
] as const
