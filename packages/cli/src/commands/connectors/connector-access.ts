import { getConnectorAccess, setConnectorAccess } from '@bulkhead/contract/people/access'
import { showRecord } from '#command/answer'
import { recordCommand } from '#command/api-command'
import { type CommandSpec, command } from '#command/command'
import { UsageError } from '#command/command-error'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { CONNECTOR, openConnector } from './open-connector.ts'

/** Commands about the entities of a connector that people may read and write. */
export const connectorAccessCommands: readonly CommandSpec[] = [
  recordCommand({
    words: 'connectors access get',
    summary: 'Show which entities of a connector people may read or write',
    about: 'Null: everything that the connector allows. Only owners and admins can see it.',
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
    summary: 'Set which entities of a connector people may read or write',
    about:
      'It takes effect at once, also for owners and admins and for tokens that people minted, but not for applications. --access null removes the rules.',
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
