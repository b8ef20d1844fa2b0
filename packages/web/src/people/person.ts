import type { Output } from '#api/api.ts'

/** A person of the organization, as the list has it. */
export type Person = Output<'listPeople'>['data'][number]
