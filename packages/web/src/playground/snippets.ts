import { DEFAULT_WORKSPACE, isListAction } from '@bulkhead/sdk/client'

/** Call for which code is generated. */
export interface SnippetCall {
  readonly origin: string
  readonly workspace_name: string
  readonly workspace_id: string
  /** Undefined for sample data. */
  readonly connector_id: string | undefined
  /** Slug of the service. Null: not in the catalog. */
  readonly slug: string | null
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly select_fields: readonly string[]
  /** Scoped token to write into the code, so that the code runs without setup. */
  readonly token?: string | undefined
}

/** Code for one interface. */
export interface Snippet {
  readonly value: 'curl' | 'typescript' | 'javascript' | 'cli' | 'mcp'
  readonly label: string
  readonly language: 'sh' | 'ts' | 'json'
  readonly code: string
}

/** Returns the code of a call for every interface. For sample data, only HTTP is available. */
export function getSnippets(call: SnippetCall): readonly Snippet[] {
  const byHttp: Snippet = { value: 'curl', label: 'curl', language: 'sh', code: curl(call) }
  const { connector_id, token } = call
  if (connector_id === undefined) {
    return [byHttp, { value: 'javascript', label: 'JavaScript', language: 'ts', code: javascript(call) }]
  }
  const connected = { ...call, connector_id }
  return [
    byHttp,
    { value: 'typescript', label: 'TypeScript', language: 'ts', code: typescript(connected) },
    { value: 'cli', label: 'CLI', language: 'sh', code: commandLine(connected) },
    { value: 'mcp', label: 'MCP', language: token === undefined ? 'json' : 'sh', code: mcp(connected) },
  ]
}

type ConnectorCall = SnippetCall & { readonly connector_id: string }

function getUrl({ origin, workspace_id, connector_id, slug }: SnippetCall): string {
  if (connector_id !== undefined) return `${origin}/api/v1/integrations/connectors/${connector_id}/execute`
  return `${origin}/api/v1/workspaces/${workspace_id}/sample-data/${slug}/execute`
}

function curl(call: SnippetCall): string {
  return `${getTokenLines(call)}

curl -sS ${getUrl(call)} \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d ${quoted(JSON.stringify(toBody(call), null, 2))}`
}

function getTokenLines({ origin, workspace_name, token }: SnippetCall): string {
  if (token !== undefined) return `TOKEN=${quoted(token)}`
  const mint = json({ workspace_name, create_workspace: false })
  return `# A token that reaches this workspace and nothing else, for 20 minutes.
TOKEN=$(curl -sS ${origin}/api/v1/account/applications/scoped-token \\
  -H "Authorization: Bearer $APPLICATION_TOKEN" -H 'Content-Type: application/json' \\
  -d ${quoted(mint)} | jq -r .token)`
}

function javascript(call: SnippetCall): string {
  const token = call.token === undefined ? 'process.env.BULKHEAD_TOKEN' : literal(call.token)
  return `const token = ${token}
const response = await fetch(${literal(getUrl(call))}, {
  method: 'POST',
  headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' },
  body: JSON.stringify(${indented(literal(toBody(call)), 2)}),
})
const { result } = await response.json()
console.log(result)`
}

function typescript(call: ConnectorCall): string {
  const { origin, token, workspace_name, connector_id, slug, entity, action, params, select_fields } = call
  const options = select_fields.length === 0 ? '' : `, { selectFields: ${literal([...select_fields])} }`
  const client = token === undefined ? '' : `{ url: ${literal(origin)}, token: ${literal(token)} }`
  const workspace = `const workspace = new Bulkhead(${client}).workspace(${literal(workspace_name)})`
  if (slug === null || !/^[a-z]\w*$/i.test(entity)) {
    return `import { Bulkhead } from '@bulkhead/sdk'

${workspace}
const { result } = await workspace.execute(
  ${literal(connector_id)},
  ${literal(entity)},
  ${literal(action)},
  ${indented(literal(params), 2)}${options},
)`
  }
  const connect = `import { Bulkhead } from '@bulkhead/sdk'

${workspace}
const ${toVariable(slug)} = await workspace.connect(${literal(slug)}, { connectorId: ${literal(connector_id)} })`
  const called = `${toVariable(slug)}.${entity}.${action}(${literal(params)}${options})`
  if (!isListAction(action)) return `${connect}\nconst result = await ${called}`
  return `${connect}\nfor await (const record of ${called}) {\n  console.log(record)\n}`
}

function commandLine(call: ConnectorCall): string {
  const { origin, token, workspace_name, connector_id, entity, action, params, select_fields } = call
  const lines = [`bulkhead connectors execute ${connector_id} ${word(entity)} ${word(action)}`]
  if (workspace_name !== DEFAULT_WORKSPACE) lines.push(`-w ${word(workspace_name)}`)
  if (Object.keys(params).length > 0) lines.push(`--params ${quoted(json(params))}`)
  if (select_fields.length > 0) lines.push(`--fields ${word(select_fields.join(','))}`)
  const command = lines.join(' \\\n  ')
  return token === undefined
    ? command
    : `export BULKHEAD_URL=${origin} BULKHEAD_TOKEN=${quoted(token)}\n${command}`
}

function mcp(call: ConnectorCall): string {
  const { origin, token, workspace_name, connector_id } = call
  const given = {
    connector: connector_id,
    ...(workspace_name !== DEFAULT_WORKSPACE && { workspace_name }),
    ...toBody(call),
  }
  const request = { method: 'tools/call', params: { name: 'execute', arguments: given } }
  if (token === undefined) return JSON.stringify(request, null, 2)
  return `TOKEN=${quoted(token)}

curl -sS ${origin}/mcp \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -H 'Accept: application/json, text/event-stream' \\
  -d ${quoted(JSON.stringify({ jsonrpc: '2.0', id: 1, ...request }, null, 2))}`
}

function toBody({ entity, action, params, select_fields }: SnippetCall) {
  return { entity, action, params, ...(select_fields.length > 0 && { select_fields }) }
}

function json(value: unknown): string {
  return JSON.stringify(value)
}

/** Quotes a string as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function word(text: string): string {
  return /^[\w.,:/@-]+$/.test(text) ? text : quoted(text)
}

/** Returns a JavaScript literal with single quotes, on one line if it is short. */
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
  // A plain `__proto__` key would set the prototype.
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
}

function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`)
}

function toVariable(slug: string): string {
  return slug.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
