import { DEFAULT_WORKSPACE, isListAction } from '@bulkhead/sdk/client'

/** A call, as it would be made from elsewhere. */
export interface SnippetCall {
  readonly origin: string
  readonly workspace_name: string
  readonly connector_id: string
  /** Of the service; null for one of no catalog. */
  readonly slug: string | null
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly select_fields: readonly string[]
}

/** The same call in every interface there is. */
export const SNIPPETS = [
  { value: 'curl', label: 'curl', language: 'sh', of: curl },
  { value: 'typescript', label: 'TypeScript', language: 'ts', of: typescript },
  { value: 'cli', label: 'CLI', language: 'sh', of: commandLine },
  { value: 'mcp', label: 'MCP', language: 'json', of: mcp },
] as const

function curl(call: SnippetCall): string {
  const mint = json({ workspace_name: call.workspace_name, create_workspace: false })
  return `# A token that reaches this workspace and nothing else, for 20 minutes.
TOKEN=$(curl -sS ${call.origin}/api/v1/account/applications/scoped-token \\
  -H "Authorization: Bearer $APPLICATION_TOKEN" -H 'Content-Type: application/json' \\
  -d ${quoted(mint)} | jq -r .token)

curl -sS ${call.origin}/api/v1/integrations/connectors/${call.connector_id}/execute \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d ${quoted(JSON.stringify(toBody(call), null, 2))}`
}

function typescript(call: SnippetCall): string {
  const { workspace_name, connector_id, slug, entity, action, params, select_fields } = call
  const options = select_fields.length === 0 ? '' : `, { selectFields: ${literal([...select_fields])} }`
  if (slug === null || !/^[a-z]\w*$/i.test(entity)) {
    return `import { Bulkhead } from '@bulkhead/sdk'

const workspace = new Bulkhead().workspace(${literal(workspace_name)})
const { result } = await workspace.execute(
  ${literal(connector_id)},
  ${literal(entity)},
  ${literal(action)},
  ${indented(literal(params), 2)}${options},
)`
  }
  const connect = `import { Bulkhead } from '@bulkhead/sdk'

const workspace = new Bulkhead().workspace(${literal(workspace_name)})
const ${toVariable(slug)} = await workspace.connect(${literal(slug)}, { connectorId: ${literal(connector_id)} })`
  const called = `${toVariable(slug)}.${entity}.${action}(${literal(params)}${options})`
  if (!isListAction(action)) return `${connect}\nconst result = await ${called}`
  return `${connect}\nfor await (const record of ${called}) {\n  console.log(record)\n}`
}

function commandLine({
  workspace_name,
  connector_id,
  entity,
  action,
  params,
  select_fields,
}: SnippetCall): string {
  const lines = [`bulkhead connectors execute ${connector_id} ${word(entity)} ${word(action)}`]
  if (workspace_name !== DEFAULT_WORKSPACE) lines.push(`-w ${word(workspace_name)}`)
  if (Object.keys(params).length > 0) lines.push(`--params ${quoted(json(params))}`)
  if (select_fields.length > 0) lines.push(`--fields ${word(select_fields.join(','))}`)
  return lines.join(' \\\n  ')
}

function mcp(call: SnippetCall): string {
  const { workspace_name, connector_id } = call
  const given = {
    connector: connector_id,
    ...(workspace_name !== DEFAULT_WORKSPACE && { workspace_name }),
    ...toBody(call),
  }
  return JSON.stringify({ method: 'tools/call', params: { name: 'execute', arguments: given } }, null, 2)
}

function toBody({ entity, action, params, select_fields }: SnippetCall) {
  return { entity, action, params, ...(select_fields.length > 0 && { select_fields }) }
}

function json(value: unknown): string {
  return JSON.stringify(value)
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function word(text: string): string {
  return /^[\w.,:/@-]+$/.test(text) ? text : quoted(text)
}

/** A JavaScript literal in single quotes, on one line if it is short. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${json(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => `${memberName(name)}: ${literal(member)}`)
    if (members.length === 0) return '{}'
    const line = `{ ${members.join(', ')} }`
    return line.length < 72 && !line.includes('\n')
      ? line
      : `{\n${members.map((one) => `  ${indented(one, 2)},\n`).join('')}}`
  }
  return String(json(value))
}

function memberName(name: string): string {
  // Written plainly it would set the prototype.
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
}

function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`)
}

function toVariable(slug: string): string {
  return slug.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
