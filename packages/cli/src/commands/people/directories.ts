import {
  createDirectoryToken,
  deleteDirectoryTokens,
  getDirectory,
} from '@bulkhead/contract/people/directory'
import { personCommand } from '#command/api-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const PROVIDER: ArgumentSpec = {
  name: 'provider-id',
  description: 'The provider whose directory it is; see: bulkhead people providers list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

/** Commands about the directories of providers. */
export const directoryCommands: readonly CommandSpec[] = [
  personCommand({
    words: 'people directory get',
    summary: "Show what a provider's directory provisioned by SCIM",
    args: [PROVIDER],
    operation: getDirectory,
    examples: [`people directory get ${ID}`],
    send: ({ directories }, call, id) => directories.get(id, sendOptions(call)),
  }),
  personCommand({
    words: 'people directory create-token',
    summary: 'Make a token with which a directory manages people and groups',
    about:
      'The token is shown only this once. The previous token stays valid, so that you can change the provider to the new one; any older one ends. Only owners can make one.',
    args: [PROVIDER],
    operation: createDirectoryToken,
    examples: [`people directory create-token ${ID}`],
    send: ({ directories }, call, id) => directories.createToken(id, sendOptions(call)),
  }),
  personCommand({
    words: 'people directory delete-tokens',
    summary: 'End the tokens of a directory at once',
    about: 'People and groups stay as they were last provisioned. Only owners can end tokens.',
    args: [PROVIDER],
    operation: deleteDirectoryTokens,
    examples: [
      `people directory delete-tokens ${ID}`,
      `people directory delete-tokens ${ID} --only previous`,
    ],
    asks: (id) => `End tokens of the directory of ${id}?`,
    send: ({ directories }, call, id) => directories.deleteTokens(id, call.given, sendOptions(call)),
  }),
]
