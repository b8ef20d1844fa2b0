import type { Input, OperationShape, Output } from '@bulkhead/contract/operation'
import type { Anyone } from '#access/request/anyone'
import type { RequestContext } from '#access/request/principal'
import type { Services } from './services.ts'

/** Function that handles the calls of an operation. */
export type Handler<O extends OperationShape, Response = Output<O>> = (
  services: Services,
  caller: O['callers'] extends 'anyone' ? Anyone : RequestContext,
  input: Input<O>,
) => Promise<Response>
