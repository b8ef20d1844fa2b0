import { styleText } from 'node:util'
import { executeOperation } from '@bulkhead/contract/executions'
import type { Description, OperationDescription } from '@bulkhead/sdk'
import { type Call, command } from '#command/command'
import type { Row } from '#output/pick-fields'
import { printJson, printRows, shownBy, write } from '#output/print'
import { printable } from '#output/printable'
import { waitFor } from '#terminal/show-waiting'
import { CONNECTOR, openConnector } from './open-connector.ts'

const OPERATIONS = { entity: 'entity', action: 'action', effect: 'effect', summary: 'summary' }
const PARAMS = { param: 'name', type: 'type', required: 'required', description: 'description' }

export const describeConnectorCommand = command({
  words: 'connectors describe',
  summary: 'Show what a connector can do, and the parameters of its operations',
  about: 'The service is not contacted. JSON output has the JSON Schema of all params.',
  args: [
    CONNECTOR,
    { name: 'entity', description: 'One of its entities, to show its params', isOptional: true },
  ],
  operation: executeOperation,
  withoutFlag: {
    entity: 'the argument',
    action: 'said by the command',
    params: 'a description takes none',
    select_fields: 'a description is shown whole',
    exclude_fields: 'a description is shown whole',
    skip_truncation: 'a description is shown whole',
    timeout_ms: 'the service is not asked',
    intent: 'the service is not asked',
  },
  reaches: 'workspace',
  examples: ['connectors describe github -w acme', 'connectors describe github issues -w acme'],
  run: async (call) => {
    const { terminal, signal } = call
    const [, entity = ''] = call.args
    const { format } = shownBy(call)
    const { workspace, id } = await openConnector(call)
    const described = workspace.execute(id, entity, 'describe', {}, { signal })
    const description = (await waitFor(terminal, 'Waiting for the server', described)).result as Description
    if (format !== 'table') return printJson(terminal, description)
    const operations = description.entities.flatMap((one) => one.operations)
    if (entity !== '') return showParams(call, operations)
    await printRows(terminal, operations as unknown as readonly Row[], {
      format,
      fields: undefined,
      columns: OPERATIONS,
    })
  },
})

async function showParams({ terminal }: Pick<Call, 'terminal'>, operations: readonly OperationDescription[]) {
  const { stdout } = terminal
  for (const { entity, action, effect, summary = '', params } of operations) {
    const head = styleText('bold', `${entity} ${action}`, { stream: stdout as NodeJS.WritableStream })
    await write(stdout, `${head} (${effect})  ${printable(summary)}\n`)
    const { properties = {}, required = [] } = params as {
      properties?: Record<string, { type?: unknown; description?: string }>
      required?: readonly string[]
    }
    const rows = Object.entries(properties).map(([name, { type, description }]) => {
      return { name, type, required: required.includes(name), description }
    })
    if (rows.length > 0)
      await printRows(terminal, rows, { format: 'table', fields: undefined, columns: PARAMS })
    await write(stdout, '\n')
  }
}
