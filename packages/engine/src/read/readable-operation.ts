import type { Operation } from '#model/definition'
import { withoutUndefined } from '#text/without-undefined'

/**
 * Properties of an operation that are needed to read its responses. They are plain data, so that they can be sent to
 * another thread.
 */
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
  /** Present if a response may have errors next to data, as in GraphQL. */
  readonly graphql?: object
}

/** Returns only the properties that reading needs, because the whole operation is larger. */
export function readableOperation(operation: ReadableOperation): ReadableOperation {
  const { action, retry, record_extractor, record_transform, record_filter } = operation
  const { meta_extractor, error_check, pagination, graphql } = operation
  return {
    action,
    retry,
    ...withoutUndefined({ record_extractor, record_transform, record_filter }),
    ...withoutUndefined({ meta_extractor, error_check, pagination }),
    ...(graphql !== undefined && { graphql: {} }),
  }
}
