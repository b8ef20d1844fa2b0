import type { Operation } from '#model/definition'

/** Facts about an operation that reading its responses needs. Data alone: another thread can be given them. */
export type ReadableOperation = Pick<
  Operation,
  | 'action'
  | 'record_extractor'
  | 'record_transform'
  | 'record_filter'
  | 'meta_extractor'
  | 'error_check'
  | 'retry'
  | 'pagination'
> & {
  /** Whether errors may stand beside data, as in GraphQL. */
  readonly graphql?: object
}

/** Picks them, without the rest, which is larger. */
export function readableOperation(operation: ReadableOperation): ReadableOperation {
  const { action, retry, record_extractor, record_transform, record_filter } = operation
  const { meta_extractor, error_check, pagination, graphql } = operation
  return {
    action,
    retry,
    ...(record_extractor !== undefined && { record_extractor }),
    ...(record_transform !== undefined && { record_transform }),
    ...(record_filter !== undefined && { record_filter }),
    ...(meta_extractor !== undefined && { meta_extractor }),
    ...(error_check !== undefined && { error_check }),
    ...(pagination !== undefined && { pagination }),
    ...(graphql !== undefined && { graphql: {} }),
  }
}
