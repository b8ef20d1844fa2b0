import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Snippet, SnippetCall } from '#playground/snippets.ts'
import '../texts-in-node.ts'

const { getSnippets } = await import('#playground/snippets.ts')

const CALL: SnippetCall = {
  origin: 'http://localhost:4747',
  workspace_name: 'acme',
  workspace_id: '01a21220-111b-76f4-aa30-5fa0703465b0',
  connector_id: '01a21220-111b-76f4-aa30-5fa0703465b1',
  slug: 'github',
  entity: 'issues',
  action: 'list',
  params: { owner: 'octocat', repo: 'Hello-World' },
  select_fields: ['number', 'title'],
}

function snippet(value: Snippet['value'], call: Partial<SnippetCall> = {}): string {
  const found = getSnippets({ ...CALL, ...call }).find((one) => one.value === value)
  assert.ok(found)
  return found.code
}

test('a list in TypeScript goes over all records', () => {
  assert.equal(
    snippet('typescript'),
    `import { Bulkhead } from '@bulkhead/sdk'

const workspace = new Bulkhead().workspace('acme')
const github = await workspace.connect('github', { connectorId: '01a21220-111b-76f4-aa30-5fa0703465b1' })
for await (const record of github.issues.list({ owner: 'octocat', repo: 'Hello-World' }, { selectFields: ['number', 'title'] })) {
  console.log(record)
}`,
  )
})

test('a search goes over all records too, and of an entity of two words', () => {
  assert.match(
    snippet('typescript', { entity: 'pull_requests', action: 'api_search', params: {}, select_fields: [] }),
    /^for await \(const record of github\.pull_requests\.api_search\(\{\}\)\) \{$/m,
  )
})

test('the command line names the workspace unless it is default', () => {
  assert.equal(
    snippet('cli'),
    `bulkhead connectors execute 01a21220-111b-76f4-aa30-5fa0703465b1 issues list \\
  -w acme \\
  --params '{"owner":"octocat","repo":"Hello-World"}' \\
  --fields number,title`,
  )
  assert.doesNotMatch(snippet('cli', { workspace_name: 'default' }), /-w/)
})

const anyParams = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.jsonValue(), { maxKeys: 5 })

test('whatever the params are, a shell hands on exactly them', () => {
  fc.assert(
    fc.property(anyParams, fc.string({ minLength: 1 }).filter(isOneArgument), (params, workspace_name) => {
      const printed = getArguments(snippet('cli', { params, workspace_name, select_fields: [] }))
      if (workspace_name !== 'default') assert.equal(printed[printed.indexOf('-w') + 1], workspace_name)
      if (Object.keys(params).length === 0) return
      const text = printed[printed.indexOf('--params') + 1] ?? ''
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(params)))
    }),
    { numRuns: 40 },
  )
})

test('whatever the params are, the body of curl is exactly them', () => {
  fc.assert(
    fc.property(anyParams, (params) => {
      const [, execute = ''] = snippet('curl', { params }).split('\n\n')
      const printed = getArguments(execute.replace('curl', 'bulkhead'))
      const { params: sent } = JSON.parse(printed.at(-1) ?? '')
      assert.deepEqual(sent, JSON.parse(JSON.stringify(params)))
    }),
    { numRuns: 40 },
  )
})

test('whatever the params are, the TypeScript literal is exactly them', () => {
  fc.assert(
    fc.property(anyParams, (params) => {
      const code = snippet('typescript', { params, action: 'create', select_fields: [] })
      const literal = code.slice(code.indexOf('issues.create(') + 'issues.create('.length, -1)
      const value = new Function(`return (${literal})`)()
      assert.deepEqual(value, JSON.parse(JSON.stringify(params)))
    }),
    { numRuns: 200 },
  )
})

test('of an operation whose entity is no name the untyped call is shown', () => {
  assert.match(
    snippet('typescript', { entity: 'a b' }),
    /workspace\.execute\(\n {2}'01a21220[^\n]+\n {2}'a b',/,
  )
})

test('MCP is given the tool and its arguments', () => {
  assert.deepEqual(JSON.parse(snippet('mcp')), {
    method: 'tools/call',
    params: {
      name: 'execute',
      arguments: {
        connector: CALL.connector_id,
        workspace_name: 'acme',
        entity: 'issues',
        action: 'list',
        params: CALL.params,
        select_fields: CALL.select_fields,
      },
    },
  })
})

/** Returns whether a string can be one argument. NUL ends an argument, and no name contains it. */
function isOneArgument(text: string): boolean {
  return !text.includes('\0')
}

/** Returns the arguments that a real shell parses from a command line. */
function getArguments(line: string): string[] {
  const printAll = `bulkhead() { printf '%s\\0' "$@"; }\n${line}`
  return execFileSync('sh', ['-c', printAll], { encoding: 'utf8' }).split('\0').slice(0, -1)
}
