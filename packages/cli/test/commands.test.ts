import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { toSchemaFlags } from '#command/build-command'
import { getSharedFlags, PAGING } from '#command/shared-flags'
import { TOPICS } from '#commands'
import { runCommand } from './run-command.ts'

const loaded = await Promise.all(
  Object.entries(TOPICS).map(async ([name, { load }]) => ({ name, ...(await load()) })),
)
const commands = loaded.flatMap(({ commands }) => commands)

describe('every command', () => {
  for (const spec of commands) {
    const words = spec.words.split(' ')

    test(`${spec.words}: help says what it is and shows how it is used`, async () => {
      const { code, stdout, stderr } = await runCommand([...words, '--help'], { columns: 80 })
      assert.deepEqual([code, stderr], [0, ''])
      const text = stdout.replaceAll(/\s+/g, ' ')
      assert.ok(text.includes(`Usage: bulkhead ${spec.words}`), stdout)
      assert.ok(text.includes(spec.summary), stdout)
      assert.ok(spec.examples.length > 0)
      for (const example of spec.examples) {
        assert.ok(example.startsWith(spec.words), example)
        assert.ok(stdout.includes(`bulkhead ${example}`), stdout)
      }
      assert.doesNotMatch(spec.summary, /\.$/)
      assert.equal((await runCommand(['help', ...words])).stdout.length > 0, true)
    })

    test(`${spec.words}: all that its operation takes is a flag, or said otherwise`, () => {
      const { operation, withoutFlag = {} } = spec
      const taken = [operation?.query, operation?.body].flatMap((schema) =>
        Object.entries(schema?.properties ?? {}),
      )
      const flags = new Set(toSchemaFlags(spec).map(({ property }) => property))
      for (const [property, schema] of taken) {
        const isOld = (schema as { deprecated?: boolean }).deprecated === true
        assert.ok(flags.has(property) || isOld || PAGING.has(property) || property in withoutFlag, property)
      }
      for (const property of Object.keys(withoutFlag)) {
        assert.ok(
          taken.some(([name]) => name === property),
          `there is no ${property}`,
        )
      }
    })

    test(`${spec.words}: each of its flags is there once, and says what it does`, () => {
      const { own, common } = getSharedFlags(spec)
      const declared = [...(spec.flags ?? []), ...own, ...common]
      const derived = toSchemaFlags(spec)
      const names = [...declared, ...derived].map(({ name }) => name)
      assert.deepEqual(names.length, new Set(names).size, names.join(' '))
      for (const { name, description } of [...declared, ...derived]) assert.ok(description.length > 3, name)
    })

    test(`${spec.words}: refuses a flag that it does not have`, async () => {
      const args = (spec.args ?? []).map(({ choices }) => choices?.[0] ?? '1')
      const { code, stdout, error } = await runCommand([...words, ...args, '--to', 'x', '--no-such-flag'])
      assert.deepEqual([code, stdout, error().code], [4, '', 'usage'])
      assert.match(error().hint, new RegExp(`^See: bulkhead ${spec.words} --help$`))
    })
  }
})

test('an address that no server has is refused before the sign-in, with the reason', async () => {
  for (const [url, why] of [
    ['localhost:4747', /must begin with https:\/\/ or http:\/\//],
    ['http://localhost:4747/api/v1', /without \/api\/v1/],
  ] as const) {
    const { code, error } = await runCommand(['login', '--url', url])
    assert.deepEqual([code === 0, error().code], [false, 'configuration'])
    assert.match(error().message, why)
  }
})

test('every group of commands inside another has a description of its own', () => {
  const undescribed = loaded.flatMap(({ name, commands, groups = {} }) => {
    const inner = commands.map(({ words }) => words.split(' ').slice(0, -1).join(' '))
    return [...new Set(inner)].filter((words) => words !== name && words !== '' && !(words in groups))
  })
  assert.deepEqual(undescribed, [])
})

test('every operation of the API that a client needs has its command', () => {
  const reached = new Set(commands.map(({ operation }) => operation?.operationId))
  // Operations that the command line replaces by something else, or has no use for.
  const otherwise: Record<string, string> = {
    createApplicationToken: 'login, and every command by itself',
    getScopedTokenInfo: 'whoami',
    getTemplate: 'connectors available <type>',
    cloneTemplate: 'for existing clients; organizations use the templates that there are',
    listAccountOrganizations: 'for existing clients; `whoami`',
    listTemplates: 'connectors available',
    listDefinitions: 'connectors available',
    getDefinition: 'connectors available <type>',
    checkNewConnector: 'connectors create, then connectors check',
    getToolCall: 'tool-calls shows all of each, as JSON',
    getToolCallBodies: 'the web app, or the API',
    startRecording: 'the web app, or the API',
    stopRecording: 'the web app, or the API',
    getWorkspaceByName: 'workspaces get <name>',
    getWorkspaceStats: 'a number for pages',
    listOrganizationCredentials: 'connectors list, in each workspace',
    inspectConnector: 'connectors get shows the status, connectors check what is wrong',
    revokeToken: 'workspaces revoke-tokens, applications revoke-tokens',
    getToolCallStatistics: 'charts of the web app',
    getToolCallGroups: 'charts of the web app',
    getOrganizationUsage: 'numbers of the web app',
    getOrganizationSetup: 'the set-up list of the web app',
    setBrandingLogo: 'branding set --logo',
    deleteBrandingLogo: 'branding set --remove-logo',
    createConnectSession: 'the SDK, or the API',
    listConnectSessions: 'the SDK, or the API',
    getConnectSession: 'the SDK, or the API',
    revokeConnectSession: 'the SDK, or the API',
    confirmConnectSession: 'the SDK, or the API',
    discardConnectSession: 'the SDK, or the API',
    eraseEndUser: 'the API',
    createWidgetSession: 'for the page of a widget token',
    createFlowSession: 'for clients that existed before',
    getFlowSession: 'for clients that existed before',
    updateFlowSession: 'for clients that existed before',
    createWidgetToken: 'for pages that embed a form',
    initiateOAuth: 'the consent is given in a browser: the web app',
    confirmOAuth: 'finishes what an application began',
    listSampleServices: 'the web app, or the API',
    executeSampleOperation: 'the web app, or the API',
    listDestinationDefinitions: 'there are none',
    listConnectionTemplates: 'there are none',
    getProviderTest: 'the test of the web app',
  }
  const missing = operations
    .filter(
      ({ callers, tag, path }) =>
        callers !== 'anyone' &&
        (callers.includes('application') || (['People', 'Agents'].includes(tag) && path.startsWith('/api/'))),
    )
    .map(({ operationId }) => operationId)
    .filter((id) => !reached.has(id) && !(id in otherwise))
  assert.deepEqual(missing, [])
})

describe('the first page', () => {
  test('bulkhead --help lists every command and where to begin', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { code, stdout, stderr } = await runCommand(args)
      assert.deepEqual([code, stderr], [0, ''])
      for (const [name, { summary }] of Object.entries(TOPICS)) {
        // A wide summary wraps within its column.
        assert.match(stdout.replaceAll(/\n {6,}/g, ' '), new RegExp(`\\n  ${name} .*${summary}`))
      }
      assert.match(stdout, /bulkhead login/)
    }
  })

  test('a group of commands explains itself', async () => {
    for (const { name, commands: own } of loaded) {
      if (own.some(({ words }) => words === name)) continue
      const { code, stdout, stderr } = await runCommand([name])
      assert.deepEqual([code, stderr], [0, ''], name)
      for (const { words } of own) assert.ok(stdout.includes(`  ${words.split(' ')[1]}`), words)
    }
  })

  test('an unknown word is reported, with the nearest known one', async () => {
    for (const [args, message, hint] of [
      [['conectors'], /Unknown command 'conectors'. Did you mean connectors\?/, 'bulkhead --help'],
      [['workspaces', 'lst'], /Unknown command 'lst'. Did you mean list\?/, 'bulkhead workspaces --help'],
      [
        ['workspaces', 'list', '--stats'],
        /option '--stats'. Did you mean --status\?/,
        'bulkhead workspaces list --help',
      ],
      [
        ['workspaces', 'list', '--status', 'on'],
        /--status <text>.*It may be active, inactive\./,
        'workspaces list --help',
      ],
      [['workspaces', 'get'], /argument 'workspace'/, 'bulkhead workspaces get --help'],
      [['workspaces', 'get', 'a', 'b'], /[Tt]oo many arguments/, 'bulkhead workspaces get --help'],
      [['whoami', '--profile', 'a', '--profile', 'b'], /passed twice/, 'bulkhead whoami --help'],
      [['toString'], /Unknown command 'toString'/, 'bulkhead --help'],
      [
        ['serve', '--port', '80'],
        /^Unknown option '--port'\. Settings .* environment variables, such as BULKHEAD_PORT\.$/,
        'bulkhead serve --help',
      ],
      [['serve', '--key=secret'], /^Unknown option '--key'\. Settings /, 'bulkhead serve --help'],
      [['whoami', '--key=secret'], /^Unknown option '--key'\.$/, 'bulkhead whoami --help'],
      [['--profile', 'x', 'whoami'], /Unknown option '--profile'\./, 'bulkhead <command> --profile'],
      [['-w', 'acme'], /Unknown option '-w'\./, 'bulkhead <command> -w'],
      [['--token=secret'], /Unknown option '--token'\./, 'bulkhead <command> --token'],
    ] as const) {
      const ended = await runCommand(args)
      assert.deepEqual([ended.code, ended.stdout], [4, ''])
      assert.match(ended.error().message, message)
      assert.ok(ended.error().hint.endsWith(hint), ended.error().hint)
    }
    const shown = await runCommand(['workspaces', 'lst'], { columns: 80 })
    assert.equal(
      shown.stderr,
      "bulkhead: Unknown command 'lst'. Did you mean list?\nSee: bulkhead workspaces --help\n",
    )
  })

  test('a field that the response lacks is refused before anything is sent', async () => {
    const environment = {
      BULKHEAD_URL: 'http://127.0.0.1:1',
      BULKHEAD_CLIENT_ID: 'a',
      BULKHEAD_CLIENT_SECRET: 'b',
    }
    const ended = await runCommand(['workspaces', 'delete', 'acme', '--yes', '--fields', 'nmae'], {
      environment,
    })
    assert.deepEqual([ended.code, ended.error().code], [4, 'usage'])
    assert.match(ended.error().hint, /deleted_at/)
  })
})
