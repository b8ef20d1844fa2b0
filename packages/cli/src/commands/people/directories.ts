import {
  createDirectoryToken,
  deleteDirectoryTokens,
  getDirectory,
} from '@bulkhead/contract/people/directory'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

const PROVIDER: ArgumentSpec = {
  name: 'provider-id',
  description: 'The provider whose directory it is; see: bulkhead people providers list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

/** Commands about the directories of providers. */
export const directoryCommands: readonly CommandSpec[] = [
  recordCommand({
    words: 'people directory get',
    summary: 'Show what the directory of a provider announced by SCIM',
    args: [PROVIDER],
    operation: getDirectory,
    reaches: 'organization',
    examples: [`people directory get ${ID}`],
    open: openClientOfPerson,
    send: ({ directories }, call, id) => directories.get(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'people directory create-token',
    summary: 'Make a token by which a directory manages people and groups',
    about:
      'The token is shown only this once. The one before goes on, so that the provider can be changed to the new one; any older one ends. Only owners make one.',
    args: [PROVIDER],
    operation: createDirectoryToken,
    reaches: 'organization',
    examples: [`people directory create-token ${ID}`],
    open: openClientOfPerson,
    send: ({ directories }, call, id) => directories.createToken(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'people directory delete-tokens',
    summary: 'End the tokens of a directory at once',
    about: 'People and groups stay as they were announced last. Only owners end tokens.',
    args: [PROVIDER],
    operation: deleteDirectoryTokens,
    reaches: 'organization',
    confirms: true,
    examples: [
      `people directory delete-tokens ${ID}`,
      `people directory delete-tokens ${ID} --only previous`,
    ],
    open: openClientOfPerson,
    asks: (id) => `End tokens of the directory of ${id}?`,
    send: ({ directories }, call, id) => directories.deleteTokens(id, call.given, sendOptions(call)),
  }),
]
