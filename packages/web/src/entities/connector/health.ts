import type { Output } from '#api/api.ts'

/** How a connector does, by its last calls. */
export type Health = NonNullable<Output<'getConnector'>['health']>
