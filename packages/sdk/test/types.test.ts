import assert from 'node:assert/strict'
import { test } from 'node:test'
import type * as contract from '@bulkhead/contract/connectors'
import type { ErrorCode as ContractCode } from '@bulkhead/contract/errors'
import type { Grant as ContractGrant } from '@bulkhead/contract/grants'
import type { Input as ContractInput, Output as ContractOutput } from '@bulkhead/contract/operation'
import type { OperationsById } from '@bulkhead/contract/operations'
import type { ToolCallItem as ContractToolCall } from '@bulkhead/contract/tool-calls'
import type { WorkspaceItem as ContractWorkspace } from '@bulkhead/contract/workspaces'
import type { DefinitionDescription } from '@bulkhead/engine/describe'
import type { Operations } from '../src/generated/api.ts'
import type * as sdk from '../src/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
function expect<_T extends true>(): void {}

/** Never called: what counts is whether it compiles. */
async function typed(acme: sdk.Workspace) {
  const github = await acme.connect('github')

  const page = await github.issues.list({ owner: 'acme', repo: 'hull', states: ['OPEN'] })
  expect<Equal<(typeof page.data)[number]['title'], string | undefined>>()
  for await (const issue of github.issues.list({ owner: 'acme', repo: 'hull' })) {
    expect<Equal<typeof issue.state, 'OPEN' | 'CLOSED' | undefined>>()
  }
  const one = await github.issues.get({ number: 1 })
  expect<Equal<typeof one, sdk.RecordOf<'github', 'issues', 'get'>>>()
  const { data, response } = await github.issues
    .create({ title: 'x' }, { idempotencyKey: 'k' })
    .withResponse()
  expect<Equal<typeof data.title, string | undefined>>()
  expect<Equal<typeof response, Response>>()
  // All params of this operation may come from settings.
  await github.repositories.list()

  // @ts-expect-error: no such entity
  await github.isues.list({})
  // @ts-expect-error: no such action
  await github.issues.remove({ number: 1 })
  // @ts-expect-error: no such parameter
  await github.issues.list({ owner: 'acme', repository: 'hull' })
  // @ts-expect-error: a number is no state
  await github.issues.list({ states: 1 })
  // @ts-expect-error: no such state
  await github.issues.list({ states: ['MERGED'] })
  // @ts-expect-error: the number is missing
  await github.issues.get({ owner: 'acme', repo: 'hull' })
  // @ts-expect-error: params are missing
  await github.issues.create()
  // @ts-expect-error: a record is no list
  for await (const _ of github.issues.get({ number: 1 })) break
  // @ts-expect-error: no such option
  await github.issues.get({ number: 1 }, { idempotency_key: 'k' })
  // @ts-expect-error: no such member of a record
  one.titel

  const own: string = 'of-our-own'
  for (const unknown of [await acme.connect(own), await acme.connect('of-our-own')] as const) {
    const execution = await unknown.execute('widgets', 'list', { size: 1 })
    expect<Equal<typeof execution.result, unknown>>()
    // @ts-expect-error: nothing is known of its entities
    unknown.widgets
  }
  const misspelled = await acme.connect('githbu')
  // @ts-expect-error: it is not known as GitHub
  misspelled.issues

  const bulkhead = {} as sdk.Bulkhead
  bulkhead.workspace()
  bulkhead.workspace('acme')
  bulkhead.workspace({ name: 'acme', id: 'x' })
  // @ts-expect-error: it was forgotten
  bulkhead.workspace(undefined)
  // @ts-expect-error: a workspace is named by name or id
  bulkhead.workspace({ workspace: 'acme' })
  // @ts-expect-error: a workspace is of a client
  ;new (acme.constructor as typeof sdk.Workspace)({ name: 'acme' })
  // @ts-expect-error: the workspace is that of the object
  await acme.connectors.create({ connector_type: 'github', workspace_name: 'other' })
  // @ts-expect-error: a grant lists ids
  await acme.mintToken({ connector_ids: 'all' })
}

/** Parameters of tools fit what model providers type. */
function providers(tool: sdk.Tool) {
  // The types of `input_schema` in `@anthropic-ai/sdk`, of `parameters` in `openai`, and of a strict object in
  // `@openai/agents`.
  const anthropic: {
    type: 'object'
    properties?: unknown
    required?: string[] | null
    [k: string]: unknown
  } = tool.parameters
  const openai: { [key: string]: unknown } = tool.parameters
  const agents: {
    type: 'object'
    properties: Record<string, Record<string, unknown>>
    required: string[]
    additionalProperties: false
  } = tool.parameters
  return [anthropic, openai, agents]
}

/** The generated types are those of the contract and the engine, in both directions. */
function generated() {
  expect<Same<sdk.WorkspaceItem, ContractWorkspace>>()
  expect<Same<sdk.ConnectorDetail, contract.ConnectorDetail>>()
  expect<Same<sdk.ConnectorItem, contract.ConnectorItem>>()
  expect<Same<sdk.ToolCallItem, ContractToolCall>>()
  expect<Same<sdk.Grant, ContractGrant>>()
  expect<Same<sdk.ErrorCode, ContractCode>>()
  type Ids = keyof Operations & keyof OperationsById
  type Outputs = { [Id in Ids]: Same<Operations[Id]['output'], ContractOutput<OperationsById[Id]>> }
  expect<Equal<Outputs[Ids], true>>()
  type WithBody = { [Id in Ids]: Operations[Id] extends { body: object } ? Id : never }[Ids]
  type Bodies = {
    [Id in WithBody]: Same<Operations[Id]['body'], ContractInput<OperationsById[Id]>['body']>
  }
  expect<Equal<Bodies[WithBody], true>>()
  const description: DefinitionDescription = {} as DefinitionDescription
  const taken: sdk.Description = description
  return taken
}

test('a wrong entity, action or parameter does not compile', () => {
  assert.equal(typeof typed, 'function')
  assert.equal(typeof generated, 'function')
  assert.equal(typeof providers, 'function')
})
