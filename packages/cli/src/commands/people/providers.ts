import {
  acceptProviderSuggestion,
  createProvider,
  deleteProvider,
  listProviderSuggestions,
  listProviders,
  testProvider,
  updateProvider,
} from '@bulkhead/contract/people/providers'
import { showRecord } from '#command/answer'
import { personCommand, personList } from '#command/api-command'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { askSecret, assertTerminal } from '#terminal/ask'

const PROVIDER: ArgumentSpec = {
  name: 'provider-id',
  description: 'Its id; see: bulkhead people providers list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const DESCRIPTIONS = {
  name: 'Name on the sign-in button',
  client_id: 'Client id that the provider gave you',
  client_secret: 'Client secret that the provider gave you',
  claims: 'Names of the claims with email, name and groups, if the provider uses other names',
}
const NOT_IN_FORCE = "It takes effect at each person's next sign-in."

/** Commands about the providers by which people sign in. */
export const providerCommands: readonly CommandSpec[] = [
  personList({
    words: 'people providers list',
    summary: 'List the providers that people sign in with',
    operation: listProviders,
    examples: ['people providers list', "people providers list | jq -r '.[].sign_in_url'"],
    send: ({ providers }, call) => providers.list(sendOptions(call)),
  }),
  command({
    words: 'people providers create',
    summary: 'Let people sign in with your own OpenID Connect provider',
    about:
      'The server reads the settings of the provider at once. Register the redirect_url that is shown at the provider. Without --client-secret you are prompted for it; it is not shown while you type. Only owners can create one.',
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
  personCommand({
    words: 'people providers update',
    summary: 'Change a provider',
    about: `Whatever you leave out stays as it is. With --no-enabled nobody can sign in with it, and sessions that began there end. Mappings: ${NOT_IN_FORCE.toLowerCase()} Only owners can change one.`,
    args: [PROVIDER],
    operation: updateProvider,
    descriptions: DESCRIPTIONS,
    examples: [
      `people providers update ${ID} --no-enabled`,
      `people providers update ${ID} --mappings '[{"value": "eng", "role": "admin"}]'`,
    ],
    send: ({ providers }, call, id) => providers.update(id, call.given, sendOptions(call)),
  }),
  personCommand({
    words: 'people providers test',
    summary: 'Read the settings of a provider, to see whether it can be reached',
    about:
      'Shows the addresses that the provider names. The test in the web app (Settings, Sign-in) shows the claims of a sign-in.',
    args: [PROVIDER],
    operation: testProvider,
    examples: [`people providers test ${ID} --fields endpoints`],
    send: ({ providers }, call, id) => providers.test(id, sendOptions(call)),
  }),
  personList({
    words: 'people providers suggestions',
    summary: 'List workspaces that a mapping suggests by name but does not give yet',
    args: [PROVIDER],
    operation: listProviderSuggestions,
    examples: [`people providers suggestions ${ID}`],
    send: ({ providers }, call, _page, id) => providers.suggestions(id, sendOptions(call)),
  }),
  personCommand({
    words: 'people providers accept',
    summary: 'Let a mapping grant a workspace that it suggests',
    about: NOT_IN_FORCE,
    args: [PROVIDER],
    operation: acceptProviderSuggestion,
    descriptions: {
      claim: 'Claim of the mapping, such as groups',
      value: 'Value of the mapping, such as eng',
      workspace_id: 'Id of the workspace; see: bulkhead people providers suggestions',
    },
    examples: [`people providers accept ${ID} --claim groups --value eng --workspace-id ${ID}`],
    send: ({ providers }, call, id) => providers.acceptSuggestion(id, call.given, sendOptions(call)),
  }),
  personCommand({
    words: 'people providers delete',
    summary: 'Delete a provider, and end the sessions by it',
    about:
      'Roles and levels that it gave end too. People stay; those without a password, a passkey or another linked provider can no longer sign in until they are removed and invited again. Only owners can delete one.',
    args: [PROVIDER],
    operation: deleteProvider,
    examples: [`people providers delete ${ID}`],
    asks: (id) => `Delete the provider ${id}, and end the sessions by it?`,
    send: ({ providers }, call, id) => providers.delete(id, sendOptions(call)),
  }),
]
