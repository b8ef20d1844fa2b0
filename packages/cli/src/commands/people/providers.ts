import {
  acceptProviderSuggestion,
  createProvider,
  deleteProvider,
  listProviderSuggestions,
  listProviders,
  testProvider,
  updateProvider,
} from '@bulkhead/contract/people/providers'
import { answerList, showRecord } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { askSecret, assertTerminal } from '#terminal/ask'

const PROVIDER: ArgumentSpec = {
  name: 'provider-id',
  description: 'Its id; see: bulkhead people providers list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const DESCRIPTIONS = {
  name: 'As on the button to sign in',
  client_id: 'Client id that the provider gave you',
  client_secret: 'Client secret that the provider gave you',
  claims: 'Names of the claims with email, name and groups, where the provider has other ones',
}
const NOT_IN_FORCE = 'It counts from the next sign-in of each person.'

/** Commands about the providers by which people sign in. */
export const providerCommands: readonly CommandSpec[] = [
  command({
    words: 'people providers list',
    summary: 'List the providers by which people sign in',
    operation: listProviders,
    reaches: 'organization',
    examples: ['people providers list', "people providers list | jq -r '.[].sign_in_url'"],
    run: (call) =>
      answerList(call, listProviders, { name: 'name', issuer: 'issuer', enabled: 'enabled', id: 'id' }, () =>
        openClientOfPerson(call).providers.list(sendOptions(call)),
      ),
  }),
  command({
    words: 'people providers create',
    summary: 'Let people sign in with an OpenID Connect provider of your own',
    about:
      'The server reads the settings of the provider at once. Register the redirect_url that is shown at the provider. Without --client-secret you are asked for it; it is not shown while you type. Only owners create one.',
    args: [
      { name: 'name', description: DESCRIPTIONS.name },
      { name: 'issuer', description: 'Its issuer, such as https://id.example.com/realms/staff' },
    ],
    operation: createProvider,
    descriptions: DESCRIPTIONS,
    withoutFlag: { name: 'the argument', issuer: 'the argument' },
    reaches: 'organization',
    examples: [
      'people providers create Staff https://id.example.com/realms/staff --client-id bulkhead',
      'people providers create Staff https://id.example.com --client-id bulkhead --client-secret @secret.txt --admits invited',
    ],
    run: async (call) => {
      const [name = '', issuer = ''] = call.args
      const { providers } = openClientOfPerson(call)
      const { client_secret = await ask(), ...given } = call.given
      await showRecord(call, createProvider, () =>
        providers.create({ ...given, name, issuer, client_secret }, sendOptions(call)),
      )

      function ask() {
        assertTerminal(call.terminal, 'Use --client-secret @file, or --client-secret - for standard input.')
        return askSecret(call.terminal, 'Client secret')
      }
    },
  }),
  recordCommand({
    words: 'people providers update',
    summary: 'Change a provider',
    about: `Whatever you leave out stays as it is. With --no-enabled it signs nobody in, and sessions by it end. Mappings: ${NOT_IN_FORCE.toLowerCase()} Only owners change one.`,
    args: [PROVIDER],
    operation: updateProvider,
    descriptions: DESCRIPTIONS,
    reaches: 'organization',
    examples: [
      `people providers update ${ID} --no-enabled`,
      `people providers update ${ID} --mappings '[{"value": "eng", "role": "admin"}]'`,
    ],
    open: openClientOfPerson,
    send: ({ providers }, call, id) => providers.update(id, call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'people providers test',
    summary: 'Read the settings of a provider, to see whether it can be reached',
    about:
      'Shows the addresses that the provider names. The test in the web app (Settings, Sign-in) shows the claims of a sign-in.',
    args: [PROVIDER],
    operation: testProvider,
    reaches: 'organization',
    examples: [`people providers test ${ID} --fields endpoints`],
    open: openClientOfPerson,
    send: ({ providers }, call, id) => providers.test(id, sendOptions(call)),
  }),
  command({
    words: 'people providers suggestions',
    summary: 'List workspaces that a mapping suggests, by their names, and does not give yet',
    args: [PROVIDER],
    operation: listProviderSuggestions,
    reaches: 'organization',
    examples: [`people providers suggestions ${ID}`],
    run: (call) => {
      const [id = ''] = call.args
      const columns = {
        claim: 'claim',
        value: 'value',
        workspace: 'workspace_name',
        level: 'level',
        workspace_id: 'workspace_id',
      }
      return answerList(call, listProviderSuggestions, columns, () =>
        openClientOfPerson(call).providers.suggestions(id, sendOptions(call)),
      )
    },
  }),
  recordCommand({
    words: 'people providers accept',
    summary: 'Let a mapping give a workspace that it suggests',
    about: NOT_IN_FORCE,
    args: [PROVIDER],
    operation: acceptProviderSuggestion,
    descriptions: {
      claim: 'Claim of the mapping, such as groups',
      value: 'Value of the mapping, such as eng',
      workspace_id: 'Id of the workspace; see: bulkhead people providers suggestions',
    },
    reaches: 'organization',
    examples: [`people providers accept ${ID} --claim groups --value eng --workspace-id ${ID}`],
    open: openClientOfPerson,
    send: ({ providers }, call, id) => providers.acceptSuggestion(id, call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'people providers delete',
    summary: 'Delete a provider, and end the sessions by it',
    about:
      'Roles and levels that it gave end too. People stay; those without a password, a passkey or another linked provider cannot sign in any more until they are removed and invited again. Only owners delete one.',
    args: [PROVIDER],
    operation: deleteProvider,
    reaches: 'organization',
    confirms: true,
    examples: [`people providers delete ${ID}`],
    open: openClientOfPerson,
    asks: (id) => `Delete the provider ${id}, and end the sessions by it?`,
    send: ({ providers }, call, id) => providers.delete(id, sendOptions(call)),
  }),
]
