import { listGlobalTemplates } from '@bulkhead/contract/templates'
import type { SummarizedTemplate } from '@bulkhead/sdk'
import { type Call, command } from '#command/command'
import type { Row } from '#output/pick-fields'
import { getFields, printJson, printRows, shownBy } from '#output/print'
import { openClient, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { type Configuration, findTemplate, getConfiguration } from './templates.ts'

const TYPES = { type: 'connector_name', name: 'name', definition_id: 'actor_definition_id' }
const NEEDS = { field: 'field', what: 'what', required: 'required', description: 'description' }

export const availableConnectorsCommand = command({
  words: 'connectors available',
  summary: 'List the available types of connector, or show what one of them needs',
  args: [{ name: 'type', description: 'One of them, such as github', isOptional: true }],
  flags: [{ name: 'name', value: 'text', description: 'Only those whose name contains this' }],
  operation: listGlobalTemplates,
  reaches: 'organization',
  examples: ['connectors available', 'connectors available --name git', 'connectors available github'],
  run: async (call) => {
    const [type] = call.args
    if (type !== undefined) return showNeeds(call, type)
    const shown = shownBy(call, getFields(listGlobalTemplates))
    const wanted = typeof call.flags.name === 'string' ? call.flags.name.toLowerCase() : ''
    const isWanted = ({ name, connector_name }: SummarizedTemplate) =>
      `${name} ${connector_name ?? ''}`.toLowerCase().includes(wanted)
    const listed = openClient(call).workspace().templates.list(sendOptions(call))
    const { data } = await waitFor(call.terminal, 'Waiting for the server', listed)
    await printRows(call.terminal, data.filter(isWanted) as unknown as readonly Row[], {
      ...shown,
      columns: TYPES,
    })
  },
})

async function showNeeds(call: Pick<Call, 'flags' | 'terminal' | 'signal'>, type: string): Promise<void> {
  const shown = shownBy(call)
  const found = findTemplate(openClient(call).workspace(), type, { signal: call.signal })
  const template = await waitFor(call.terminal, 'Waiting for the server', found)
  if (shown.format === 'json') return printJson(call.terminal, template)
  const configuration = getConfiguration(template)
  await printRows(call.terminal, getNeeds(configuration), { ...shown, columns: NEEDS })
  const ways = configuration.options.map(({ title, name }) => title || name)
  if (ways.length > 1)
    call.terminal.stderr.write(`One way to authenticate is enough: ${ways.join(', or ')}.\n`)
}

/** Returns the rows of a template: credentials by authentication method, then settings. */
function getNeeds({ options, fields, required }: Configuration): readonly Row[] {
  const credentials = options.flatMap((option) =>
    [...option.required, ...option.optional].map((field) => ({
      field,
      what: `credential, ${option.title || option.name}`,
      required: option.required.includes(field),
      description: fields[field]?.description ?? fields[field]?.title,
    })),
  )
  const named = new Set(credentials.map(({ field }) => field))
  const settings = Object.entries(fields)
    .filter(([field]) => !named.has(field))
    .map(([field, { description }]) => ({
      field,
      what: 'setting',
      required: required.includes(field),
      description,
    }))
  return [...credentials, ...settings]
}
