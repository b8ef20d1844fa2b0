import { type ExpressionTemplate, renderExpressionTemplate } from '#expression/template'
import { type ExpressionContext, ExpressionError } from '#expression/value'
import { LIST_ACTIONS } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { ResolvedSettings } from '#settings/resolve-settings'
import { isJsonObject } from '#text/json-object'
import type { ReadableOperation } from './readable-operation.ts'

const FALSY: ReadonlySet<string> = new Set(['', 'False', 'false', '0', 'None', 'none', 'null'])

/**
 * Applies the operation's transform and filter to records. Templates see each record as `record` and the settings as
 * `config`. They apply only to extracted records. A missing name is an error on purpose: filters hide private records,
 * so a record without the flag must not pass.
 *
 * @throws {EngineError} `response_unreadable`.
 */
export function reshapedRecords(
  operation: ReadableOperation,
  records: JsonValue,
  config: ResolvedSettings,
): JsonValue {
  const { record_transform: transform, record_filter: filter } = operation
  if (operation.record_extractor === undefined) return records
  const render = (template: ExpressionTemplate, context: ExpressionContext) => {
    try {
      return renderExpressionTemplate(template, context)
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown
      const message = `A record of the response does not fit the expression ${template.text}: ${thrown.message}.`
      throw new EngineError('response_unreadable', message)
    }
  }
  const fields = [...(transform ?? [])]
  const empty = Object.fromEntries(fields.map(([name]) => [name, '']))
  const transformed = (record: JsonValue): JsonValue => {
    if (transform === undefined || record === null) return record
    const context = { names: { record, config } }
    // A copy with every member, even `__proto__`, is twice as fast as `Object.fromEntries`.
    const result = { ...empty }
    for (const [name, template] of fields) result[name] = render(template, context)
    return result
  }
  const isKept = (record: JsonValue) =>
    filter === undefined ||
    !isJsonObject(record) ||
    !FALSY.has(render(filter, { names: { record, config } }).trim())

  if (!Array.isArray(records)) return transformed(records)
  if (transform === undefined && filter === undefined) return records
  const all = records.map(transformed)
  return LIST_ACTIONS.has(operation.action) ? all.filter(isKept) : all
}
