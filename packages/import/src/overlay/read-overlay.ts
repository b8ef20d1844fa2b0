import type { JsonValue } from '@bulkhead/engine'
import { createDocumentReader, invalid, loadDocument } from '@bulkhead/engine/document'
import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3'

/** Source of an overlay and its name in messages. */
export interface OverlayText {
  readonly text: string
  readonly source: string
}

/** Correction of the parts that a target selects. */
export interface OverlayAction {
  readonly target: string
  readonly query: JSONPathQuery
  readonly remove: boolean
  /** Value to merge. Absent if parts are removed. */
  readonly update?: JsonValue
  readonly line: number
  readonly column: number
}

const MOST_ACTIONS = 1_000

/** Targets follow RFC 9535, without regular expressions, whose running time has no bound. */
const paths = new JSONPathEnvironment({ maxRecursionDepth: 200 })
for (const name of ['match', 'search']) paths.functionRegister.delete(name)

/**
 * Reads an OpenAPI Overlay 1.0.
 *
 * @throws {EngineError} `document_invalid`, with all problems.
 */
export function readOverlay({ text, source }: OverlayText): readonly OverlayAction[] {
  const document = loadDocument(text, source)
  const reader = createDocumentReader()
  const root = reader.fields(document.root, 'the overlay', ['overlay', 'info', 'extends', 'actions'])
  const version = root.requiredText('overlay', '1.0.0')
  if (version !== '' && !/^1\.\d+(\.\d+)?$/.test(version))
    reader.report(root.at, `overlay must be 1.0.0, not ${version}`)
  const items = root.list('actions')
  if (items.length === 0) reader.report(root.at, 'the overlay needs actions, at least one')
  if (items.length > MOST_ACTIONS) reader.report(root.at, `actions must be ${MOST_ACTIONS} at most`)
  const actions = items.slice(0, MOST_ACTIONS).flatMap((item, index): OverlayAction[] => {
    const fields = reader.fields(item, `actions.${index}`, ['target', 'description', 'update', 'remove'])
    const target = fields.requiredText('target', '$.info')
    const remove = fields.flag('remove') ?? false
    const update = fields.json('update')
    if (!remove && update === undefined) reader.report(item, `${fields.where} needs update or remove: true`)
    const query = compile(target, (reason) => reader.report(item, `${fields.where}.target ${reason}`))
    if (query === undefined) return []
    return [
      {
        target,
        query,
        remove,
        ...(!remove && update !== undefined && { update }),
        line: item.line,
        column: item.column,
      },
    ]
  })
  if (reader.problems.length > 0) throw invalid(source, reader.problems)
  return actions
}

function compile(target: string, report: (reason: string) => void): JSONPathQuery | undefined {
  if (target === '') return undefined
  try {
    return paths.compile(target)
  } catch (thrown) {
    report(`is no JSONPath (RFC 9535): ${thrown instanceof Error ? thrown.message : target}`)
    return undefined
  }
}
