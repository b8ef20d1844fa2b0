import type { Operation, Parameter } from '@bulkhead/engine'
import { ownMember } from '@bulkhead/engine/text'

const SIZE = /^(limit|per_?page|page_?size|max_?results|count|size)$/i
const MOMENT = /\b(date|time|timestamp|iso ?8601|rfc ?3339)\b/i

/**
 * Adds paging by the ids of records to a list that has no other: `after` or `before` together with a size.
 *
 * @param record_id Id in a record, such as `id`. Undefined if records have none.
 */
export function withRecordPaging(operation: Operation, record_id: string | undefined): Operation {
  const { parameters, pagination, meta_extractor } = operation
  if (record_id === undefined || pagination !== undefined) return operation
  const find = (name: RegExp) => parameters.find((one) => one.in === 'query' && name.test(one.name))
  const [size, before, after] = [find(SIZE), find(/^before$/i), find(/^after$/i)]
  // A list that can also begin around a record goes from the newest to the oldest.
  const cursor = before !== undefined && (after === undefined || find(/^around$/i)) ? before : after
  if (size === undefined || cursor === undefined || isMoment(cursor)) return operation
  const has_more = [...(meta_extractor ?? [])].find(([name]) => /^(has_?more|has_?next)/i.test(name))?.[1]
  return {
    ...operation,
    pagination: {
      ...{ style: 'cursor', cursor: cursor.name, limit: size.name, last_record: record_id },
      ...(has_more !== undefined && { has_more }),
      ...{ next_is_ahead: true, paths: [], declared: false },
    },
  }
}

/** Returns whether a parameter takes a moment: `after` is a filter then. */
function isMoment({ schema, description = '' }: Parameter): boolean {
  const format = ownMember(schema, 'format')
  return (typeof format === 'string' && /date|time/.test(format)) || MOMENT.test(description)
}
