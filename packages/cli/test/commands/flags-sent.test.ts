import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { getSuccess, type OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import {
  type Arrived,
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
} from '@bulkhead/testing/scripted-upstream'
import { toSchemaFlags } from '#command/build-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import type { SchemaFlag } from '#command/schema-flags'
import { TOPICS } from '#commands'
import { type Profile, writeProfiles } from '#profile/profiles'
import { openSignInStore } from '#profile/sign-in-store'
import { runCommand } from '../run-command.ts'

const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

const topics = await Promise.all(Object.values(TOPICS).map(({ load }) => load()))
const commands = topics.flatMap(({ commands }) => commands)

describe('a value of a flag reaches the request', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-flags-'))
  const config = join(folder, 'profiles')
  let upstream: ScriptedUpstream
  before(async () => {
    upstream = await startScriptedUpstream()
    upstream.respond((request, respond) => {
      const [operation] = operations
        .filter((one) => isRequestOf(one, request))
        .sort((one, other) => one.path.split('{').length - other.path.split('{').length)
      return json(operation === undefined ? {} : toSample(getSuccess(operation).schema))(request, respond)
    })
    const environment = { BULKHEAD_CONFIG_DIR: config }
    const store = await openSignInStore(environment, 'default', 'file')
    store.write({ access_token: 'a', refresh_token: 'r', expires_at: Date.now() + 3_600_000 })
    const whose = { url: upstream.url, client_id: 'bulkhead-cli', organization_id: ID, workspace: 'acme' }
    const person: Profile = { ...whose, person: 'ann@example.com', store: 'file' }
    writeProfiles(environment, { current: 'default', profiles: { default: person } })
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(DOCUMENT))
  })
  beforeEach(() => {
    upstream.arrived.length = 0
  })
  after(async () => {
    await upstream?.close()
    rmSync(folder, { recursive: true })
  })

  for (const spec of commands) {
    const { operation, words } = spec
    const flags = toSchemaFlags(spec)
    if (operation === undefined || flags.length === 0) continue

    test(words, async () => {
      const given = flags.map((flag) => [flag, toValue(flag)] as const)
      const options = given.flatMap(([{ name, kind }, value]) => {
        if (typeof value === 'boolean') return [`--${name}`]
        if (kind.startsWith('secret')) {
          const path = join(folder, name)
          writeFileSync(path, toText(value))
          return [`--${name}`, `@${path}`]
        }
        return [`--${name}`, kind === 'texts' ? String(value) : toText(value)]
      })
      const args = (spec.args ?? []).map((argument) => toArgument(argument, folder))
      const line = [...words.split(' '), ...args, ...options, ...getSwitches(spec)]
      const { stderr } = await runCommand(line, {
        environment: { BULKHEAD_CONFIG_DIR: config, BULKHEAD_KEYRING: 'off' },
      })
      const sent = upstream.arrived.filter((request) => isRequestOf(operation, request)).map(getInput)
      for (const [{ property, name }, value] of given) {
        assert.ok(
          sent.some((input) => toText(input[property]) === toText(value)),
          `--${name} is not in ${JSON.stringify(sent)}\n${stderr}`,
        )
      }
    })
  }
})

const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://things.example' }],
  paths: { '/things': { get: { responses: { 200: { description: 'All' } } } } },
}

/** Returns the switches with which a command sends its request without a terminal. */
function getSwitches({ confirms, flags = [] }: CommandSpec): readonly string[] {
  const has = (name: string) => flags.some((flag) => flag.name === name)
  return [
    ...(confirms === true ? ['--yes'] : []),
    ...['by-id', 'link'].filter(has).map((name) => `--${name}`),
  ]
}

function toArgument({ name, choices }: ArgumentSpec, folder: string): string {
  if (name === 'source') return join(folder, 'openapi.json')
  return choices?.[0] ?? ID
}

/** Returns a value that the flag takes and that is nobody's default. */
function toValue({ kind, choices, property }: SchemaFlag): unknown {
  switch (kind) {
    case 'true':
    case 'boolean':
      return true
    case 'false':
      return false
    case 'integer':
      return 37
    case 'texts':
      return [choices?.[0] ?? `value-of-${property}`]
    case 'json':
    case 'secret':
      return { of: property }
    default:
      return choices?.at(-1) ?? `value-of-${property}`
  }
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isRequestOf({ method, path }: OperationShape, request: Arrived): boolean {
  const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')
  return request.method === method && new RegExp(`^${pattern}$`).test(request.url.split('?')[0] ?? '')
}

/** Returns the members of query and body. */
function getInput({ url, body }: Arrived): Record<string, unknown> {
  const query = [...new URL(url, 'http://localhost').searchParams]
  return { ...Object.fromEntries(query), ...(body === '' ? {} : JSON.parse(body)) }
}

interface Schema {
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** Returns a response as the schema has it, each list with one item. */
function toSample(schema: unknown): unknown {
  const { const: constant, enum: values, type, anyOf, properties = {}, items } = schema as Schema
  if (constant !== undefined) return constant
  if (values !== undefined) return values[0]
  if (anyOf !== undefined) return toSample(anyOf[0])
  switch (typeof type === 'string' ? type : type?.[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, toSample(one)]))
    case 'array':
      return [toSample(items)]
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return 1
    default:
      return ID
  }
}
