import type { Output } from '#api/api.ts'

/** Person of the organization, as `listPeople` returns it. */
export type Person = Output<'listPeople'>['data'][number]
