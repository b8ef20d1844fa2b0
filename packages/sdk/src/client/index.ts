export { DEFAULT_WORKSPACE } from '../generated/api.ts'
export { attempt } from './attempt.ts'
export type { WithResponse } from './bulkhead-promise.ts'
export { Client, type Input, type OperationId, type Output } from './client.ts'
export { cursorIn } from './cursor-in.ts'
export { filenameIn } from './download.ts'
export {
  ApiError,
  AuthenticationError,
  BulkheadError,
  ConnectionError,
  type ErrorDetail,
  UpstreamError,
} from './errors.ts'
export { isListAction } from './is-list-action.ts'
export type { ClientSettings } from './settings.ts'
