import { checkConnector } from '@bulkhead/contract/checks'
import {
  deleteConnector,
  getConnector,
  listConnectors,
  startRecording,
  stopRecording,
  updateConnector,
} from '@bulkhead/contract/connectors'
import { answerList, showRecord } from '#command/answer'
import { recordCommand } from '#command/api-command'
import { type CommandSpec, command, type Flag } from '#command/command'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import { getColumns } from '#output/columns'
import { getLimit } from '#output/print'
import { assertWorkspace, openWorkspace, sendOptions } from '#profile/open-clients'
import { assertTerminal, confirm } from '#terminal/ask'
import { waitFor } from '#terminal/show-waiting'
import { askCredentials } from './ask-configuration.ts'
import { assertNoSecrets } from './assert-no-secrets.ts'
import { availableConnectorsCommand } from './available-connectors.ts'
import { connectorAccessCommands } from './connector-access.ts'
import { createConnectorCommand } from './create-connector.ts'
import { describeConnectorCommand } from './describe-connector.ts'
import { executeConnectorCommand } from './execute-connector.ts'
import { CONNECTOR, openConnector } from './open-connector.ts'
import { getConfiguration } from './templates.ts'

const startRecordingCommand = recordCommand({
  words: 'connectors start-recording',
  summary: 'Record what calls of a connector send and receive, to debug it',
  about: 'Redacted, and deleted after a day. To read it: bulkhead calls bodies <call>',
  args: [CONNECTOR],
  operation: startRecording,
  reaches: 'workspace',
  examples: [
    'connectors start-recording github -w acme',
    'connectors start-recording github -w acme --minutes 60',
  ],
  open: openConnector,
  send: ({ workspace, id }, call) => workspace.connectors.startRecording(id, call.given, sendOptions(call)),
})

const stopRecordingCommand = recordCommand({
  words: 'connectors stop-recording',
  summary: 'Stop recording a connector',
  about: 'Existing recordings stay for a day, unless you discard them.',
  args: [CONNECTOR],
  operation: stopRecording,
  reaches: 'workspace',
  examples: [
    'connectors stop-recording github -w acme',
    'connectors stop-recording github -w acme --discard',
  ],
  open: openConnector,
  send: ({ workspace, id }, call) => workspace.connectors.stopRecording(id, call.given, sendOptions(call)),
})

const ASK: readonly Flag[] = [
  { name: 'ask-credentials', description: 'Ask for new credentials, which are not shown while you type' },
]

const NOT_CHECKED = 'Run an operation to try it: bulkhead connectors execute <connector> <entity> <action>'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  'connectors access': 'Entities of a connector that people may read or write',
}

export const commands: readonly CommandSpec[] = [
  command({
    words: 'connectors list',
    summary: 'List the connectors of a workspace',
    operation: listConnectors,
    withoutFlag: { workspace_name: '--workspace', workspace_id: '--workspace-id' },
    reaches: 'workspace',
    examples: ['connectors list --workspace acme', "connectors list -w acme --all | jq -r '.[].id'"],
    run: async (call) => {
      const workspace = openWorkspace(call)
      const page = { limit: Math.min(getLimit(call), 100) }
      const listed = workspace.connectors.list({ ...call.given, ...page }, sendOptions(call))
      const { data } = await waitFor(call.terminal, 'Waiting for the server', listed)
      // The API returns an empty list for a workspace that does not exist. A person has probably misspelled its name.
      if (data.length === 0) await assertWorkspace(call, workspace)
      const health = call.given.include_health === true && { health: 'health.state' }
      await answerList(call, listConnectors, () => listed, { ...getColumns(listConnectors), ...health })
    },
  }),
  availableConnectorsCommand,
  describeConnectorCommand,
  recordCommand({
    words: 'connectors get',
    summary: 'Show a connector with its settings, never its credentials',
    args: [CONNECTOR],
    operation: getConnector,
    reaches: 'workspace',
    examples: ['connectors get github -w acme', 'connectors get github -w acme --fields id,status'],
    open: openConnector,
    send: ({ workspace, id }, call) => workspace.connectors.get(id, call.given, sendOptions(call)),
  }),
  createConnectorCommand,
  command({
    words: 'connectors update',
    summary: 'Change the name, settings, credentials or entities of a connector',
    about:
      'Whatever you leave out stays as it is, including settings left out of --replication-config; null there removes one. Settings that point the connector to another address need the credentials again.',
    args: [CONNECTOR],
    flags: ASK,
    operation: updateConnector,
    reaches: 'workspace',
    examples: [
      'connectors update github -w acme --name "GitHub of Acme"',
      'connectors update github -w acme --ask-credentials',
      'connectors update github -w acme --credentials - < token.json',
      `connectors update github -w acme --entities '[{"entity": "issues", "modes": ["read"]}]'`,
    ],
    run: async (call) => {
      const { terminal, given, inline, flags } = call
      const asks = flags['ask-credentials'] === true
      if (Object.keys(given).length === 0 && !asks) {
        throw new UsageError('There is nothing to change.', 'See: bulkhead connectors update --help')
      }
      if (asks) assertTerminal(terminal, 'Use --credentials @file, or --credentials - for standard input.')
      const { workspace, id } = await openConnector(call)
      const changes = { ...given }
      if (asks || inline.has('replication_config')) {
        const { signal } = call
        const found = waitFor(
          terminal,
          'Waiting for the server',
          workspace.connectors.get(id, {}, { signal }),
        )
        const configuration = getConfiguration((await found).source_template)
        if (inline.has('replication_config')) assertNoSecrets(given.replication_config, configuration)
        if (asks) changes.credentials = await askCredentials(terminal, configuration)
      }
      await showRecord(call, updateConnector, () =>
        workspace.connectors.update(id, changes, sendOptions(call)),
      )
    },
  }),
  command({
    words: 'connectors check',
    summary: 'Test a connector against its service, as it is or as a change would make it',
    about:
      'Runs one harmless operation. Exit code 1 if the service refuses, if its response is unclear, or if nothing could be run. Nothing is changed.',
    args: [CONNECTOR],
    operation: checkConnector,
    reaches: 'workspace',
    examples: [
      'connectors check github -w acme',
      'connectors check github -w acme --credentials - < new-token.json',
    ],
    run: async (call) => {
      const { workspace, id } = await openConnector(call)
      const checked = await showRecord(call, checkConnector, () =>
        workspace.connectors.check(id, call.given, sendOptions(call)),
      )
      if (checked.status === 'skipped') {
        const why = checked.error_message ?? 'Nothing can be run.'
        throw new CommandError(
          EXIT.failed,
          'not_checked',
          `The connector was not checked. ${why}`,
          NOT_CHECKED,
        )
      }
      return checked.status === 'succeeded' ? EXIT.done : EXIT.failed
    },
  }),
  executeConnectorCommand,
  command({
    words: 'connectors delete',
    summary: 'Delete a connector and its credential',
    args: [CONNECTOR],
    operation: deleteConnector,
    reaches: 'workspace',
    confirms: true,
    examples: ['connectors delete github -w acme', 'connectors delete github -w acme --yes'],
    run: async (call) => {
      const { workspace, id } = await openConnector(call)
      const [named = ''] = call.args
      const which = named === id ? id : `${named} (${id})`
      await confirm(call, `Delete the connector ${which} and its credential?`)
      await showRecord(call, deleteConnector, () => workspace.connectors.delete(id, sendOptions(call)))
    },
  }),
  ...connectorAccessCommands,
  startRecordingCommand,
  stopRecordingCommand,
]
