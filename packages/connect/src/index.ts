export type { ConnectEvent } from './events.ts'
export { type ConnectHandle, type ConnectOptions, openConnect } from './open-connect.ts'
