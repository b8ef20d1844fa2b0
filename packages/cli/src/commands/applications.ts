import {
  createApplication,
  createApplicationSecret,
  deleteApplication,
  listApplications,
  retireApplicationSecret,
  revokeApplicationTokens,
} from '@bulkhead/contract/applications'
import { answerList } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClient, sendOptions } from '#profile/open-clients'

const APPLICATION: ArgumentSpec = {
  name: 'application-id',
  description: 'Its id; see: bulkhead applications list',
}
const SECRET_ONCE = 'The secret is shown only this once: it is stored as a hash.'
const COLUMNS = { name: 'name', id: 'id', client_id: 'client_id', last_used_at: 'last_used_at' }

export const commands: readonly CommandSpec[] = [
  command({
    words: 'applications list',
    summary: 'List the applications, oldest first',
    about: 'JSON includes the ids of their secrets. The secrets themselves are never shown.',
    operation: listApplications,
    reaches: 'organization',
    examples: ['applications list', "applications list | jq -r '.[].secrets[].secret_id'"],
    run: (call) =>
      answerList(call, listApplications, COLUMNS, () =>
        openClient(call).applications.list(sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'applications create',
    summary: 'Create an application: a client id and a client secret',
    about: `It acts for the whole organization, as every application does. ${SECRET_ONCE}`,
    args: [{ name: 'name', description: 'Its display name' }],
    operation: createApplication,
    withoutFlag: { name: 'the argument' },
    reaches: 'organization',
    examples: ['applications create billing', 'applications create billing --format json > billing.json'],
    open: openClient,
    send: ({ applications }, call, name) => applications.create(name, sendOptions(call)),
  }),
  recordCommand({
    words: 'applications create-secret',
    summary: 'Create a second client secret, to replace the first',
    about: `Both are valid until one is retired, so that nothing stops while the new one is put in place. ${SECRET_ONCE}`,
    args: [APPLICATION],
    operation: createApplicationSecret,
    reaches: 'organization',
    examples: ['applications create-secret 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    open: openClient,
    send: ({ applications }, call, id) => applications.createSecret(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'applications retire-secret',
    summary: 'Retire a client secret: it gets no more tokens',
    about:
      'Tokens obtained with it end at once, and so do the scoped tokens they minted. Tokens of the other secret stay valid. The only secret of an application cannot be retired.',
    args: [
      APPLICATION,
      { name: 'secret-id', description: 'Id of the secret; see: bulkhead applications list' },
    ],
    operation: retireApplicationSecret,
    reaches: 'organization',
    confirms: true,
    examples: [
      'applications retire-secret 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11 0198c5e3-0d52-7a10-9c4e-5a2b8f6d7e01',
    ],
    open: openClient,
    asks: (_id, secret) => `Retire the secret ${secret}?`,
    send: ({ applications }, call, id, secret) => applications.retireSecret(id, secret, sendOptions(call)),
  }),
  recordCommand({
    words: 'applications revoke-tokens',
    summary: 'Revoke every token of an application, including those it minted',
    about: 'Its secrets stay valid, and tokens obtained afterwards work.',
    args: [APPLICATION],
    operation: revokeApplicationTokens,
    reaches: 'organization',
    confirms: true,
    examples: ['applications revoke-tokens 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    open: openClient,
    asks: (id) => `Revoke every token of the application ${id}?`,
    send: ({ applications }, call, id) => applications.revokeTokens(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'applications delete',
    summary: 'Delete an application: its secrets and tokens end at once',
    about:
      'An application may delete itself. If it is the last one of the organization, only the operator of the server can create another.',
    args: [APPLICATION],
    operation: deleteApplication,
    reaches: 'organization',
    confirms: true,
    examples: ['applications delete 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    open: openClient,
    asks: (id) => `Delete the application ${id}?`,
    send: ({ applications }, call, id) => applications.delete(id, sendOptions(call)),
  }),
]
