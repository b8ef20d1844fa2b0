import { deleteOAuthCredentials, listOAuthCredentials, setOAuthCredentials } from '@bulkhead/contract/oauth'
import { showRecord } from '#command/answer'
import { organizationList } from '#command/api-command'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { openClient, sendOptions } from '#profile/open-clients'
import { askSecret, askText, assertTerminal, confirm } from '#terminal/ask'

const SERVICE: ArgumentSpec = { name: 'type', description: 'Such as github; see: bulkhead oauth-apps list' }

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'oauth-apps list',
    summary: 'List the services that support OAuth, with your OAuth app at each',
    about: 'Register the callback URL at the service. Client secrets are never shown.',
    operation: listOAuthCredentials,
    examples: ['oauth-apps list', 'oauth-apps list --fields connector_name,callback_url,credentials'],
    send: ({ oauthApps }, call) => oauthApps.list(sendOptions(call)),
  }),
  command({
    words: 'oauth-apps set',
    summary: 'Store your OAuth app at a service, or replace it',
    about: 'Prompts for the client secret, which is not shown while you type, unless --configuration has it.',
    args: [SERVICE],
    operation: setOAuthCredentials,
    withoutFlag: { connector_type: 'the argument', connector_definition_id: 'the argument' },
    reaches: 'organization',
    examples: ['oauth-apps set github', 'oauth-apps set github --configuration @client.json'],
    run: async (call) => {
      const { terminal, given, args } = call
      const [connector_type = ''] = args
      const configuration = given.configuration ?? (await ask())
      await showRecord(call, setOAuthCredentials, () =>
        openClient(call).oauthApps.set({ connector_type, configuration }, sendOptions(call)),
      )

      async function ask() {
        assertTerminal(terminal, 'Use --configuration @file, or --configuration - for standard input.')
        const client_id = await askText(terminal, 'Client ID')
        return { client_id, client_secret: await askSecret(terminal, 'Client secret') }
      }
    },
  }),
  command({
    words: 'oauth-apps delete',
    summary: 'Delete your OAuth app at a service from this server',
    about: 'Connectors that were authorized through it work until their tokens expire.',
    args: [SERVICE],
    operation: deleteOAuthCredentials,
    reaches: 'organization',
    confirms: true,
    examples: ['oauth-apps delete github --yes'],
    run: async (call) => {
      const [type = ''] = call.args
      await confirm(call, `Delete the OAuth app of ${type}?`)
      await openClient(call).oauthApps.delete(type, sendOptions(call))
    },
  }),
]
