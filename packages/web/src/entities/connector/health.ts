import type { Output } from '#api/api.ts'

/** Health of a connector, from its last calls. */
export type Health = NonNullable<Output<'getConnector'>['health']>
