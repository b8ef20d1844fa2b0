import type { Output } from '#api/api.ts'
export type Application = Output<'listApplications'>['data'][number]
