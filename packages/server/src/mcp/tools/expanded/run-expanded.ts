import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { listNames } from '@bulkhead/engine/text'
import type { ToolResult } from '#mcp/results/tool-result'
import { assertInput } from '../assert-input.ts'
import { runExecution } from '../run-execution.ts'
import type { ToolCall } from '../tool.ts'
import type { ExpandedTool } from './expand-tools.ts'
import { ExtraShape, type Extras, splitInput } from './expanded-input.ts'

/** Returns whether a call names a connector of the tool, or none if there is no choice. */
export function namesConnector(
  { connector_ids, choice }: ExpandedTool,
  input: Readonly<Record<string, unknown>>,
): boolean {
  const connector = input[choice] ?? undefined
  return connector_ids.length === 1 ? connector === undefined : connector_ids.some((one) => one === connector)
}

/**
 * Runs a tool that stands for one operation.
 *
 * @throws BulkheadError The error for the caller.
 */
export async function runExpanded(
  call: ToolCall,
  { entity, action, connector_ids, extras: names, renamed }: ExpandedTool,
  input: Readonly<Record<string, unknown>>,
): Promise<ToolResult> {
  const { extras, params } = splitInput(input, names, renamed)
  assertInput(ExtraShape, extras)
  const { connector, select_fields, cursor, idempotency_key } = extras as Extras
  const connector_id = connector ?? (connector_ids.length === 1 ? connector_ids[0] : undefined)
  if (connector_id === undefined || !connector_ids.includes(connector_id)) {
    const message = `connector must be one of ${listNames(connector_ids)}`
    throw invalid('body.connector', message)
  }
  const execution = { connector_id, entity, action, params, select_fields, skip_truncation: false }
  try {
    return await runExecution(call, execution, cursor, idempotency_key)
  } catch (thrown) {
    throw thrown instanceof BulkheadError ? namingArguments(thrown, renamed) : thrown
  }
}

/** Renames fields in an error: here each param is an argument of its own. */
function namingArguments(error: BulkheadError, renamed: ExpandedTool['renamed']): BulkheadError {
  const { code, message, details, retryAfter, cause } = error
  const byLength = [...(renamed ?? [])].sort(([, one], [, other]) => other.length - one.length)
  const name = (text: string) =>
    byLength.reduce(
      (named, [argument, param]) => named.replaceAll(param, argument),
      text.replaceAll('body.params.', ''),
    )
  return new BulkheadError(code, name(message), {
    cause,
    ...(retryAfter !== undefined && { retryAfter }),
    details: details.map((detail) => ({
      ...detail,
      field: detail.field === null ? null : name(detail.field),
      message: name(detail.message),
    })),
  })
}
