import { getConnectorAccess, setConnectorAccess } from '@bulkhead/contract/people/access'
import { showRecord } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { UsageError } from '#command/command-error'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { CONNECTOR, openConnector } from './open-connector.ts'

/** Commands about the entities of a connector that people may read and write. */
export const connectorAccessCommands: readonly CommandSpec[] = [
  recordCommand({
    words: 'connectors access get',
    summary: 'Show which entities of a connector people may read or write',
    about: 'Null: all that the connector allows. Owners and admins see it.',
    args: [CONNECTOR],
    operation: getConnectorAccess,
    reaches: 'workspace',
    examples: ['connectors access get github -w acme'],
    open: (call) => {
      openClientOfPerson(call)
      return openConnector(call)
    },
    send: ({ workspace, id }, call) => workspace.connectors.getAccess(id, sendOptions(call)),
  }),
  command({
    words: 'connectors access set',
    summary: 'Say which entities of a connector people may read or write',
    about:
      'It counts at once, for owners and admins too, and for tokens that people minted; not for applications. --access null removes the rules.',
    args: [CONNECTOR],
    operation: setConnectorAccess,
    reaches: 'workspace',
    examples: [
      `connectors access set github -w acme --access '[{"entity": "*", "allow": "read", "people": "everyone"}]'`,
      'connectors access set github -w acme --access null',
    ],
    run: async (call) => {
      const { access } = call.given
      if (access === undefined) {
        throw new UsageError('--access is missing.', 'See: bulkhead connectors access set --help')
      }
      openClientOfPerson(call)
      const { workspace, id } = await openConnector(call)
      await showRecord(call, setConnectorAccess, () =>
        workspace.connectors.setAccess(id, access, sendOptions(call)),
      )
    },
  }),
]
