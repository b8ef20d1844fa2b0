import type { Output } from '#api/api.ts'

/** A provider of the organization, as the list has it. */
export type Provider = Output<'listProviders'>['data'][number]
export type Mapping = Provider['mappings'][number]
