import type { Output } from '#api/api.ts'

/** Provider of the organization, as `listProviders` returns it. */
export type Provider = Output<'listProviders'>['data'][number]
export type Mapping = Provider['mappings'][number]
