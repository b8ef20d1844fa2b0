import {
  createApplication,
  createApplicationSecret,
  deleteApplication,
  listApplications,
  retireApplicationSecret,
  revokeApplicationTokens,
} from '@bulkhead/contract/applications'
import { organizationCommand, organizationList } from '#command/api-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const APPLICATION: ArgumentSpec = {
  name: 'application-id',
  description: 'Its id; see: bulkhead applications list',
}
const SECRET_ONCE = 'The secret is shown only this once: it is stored as a hash.'

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'applications list',
    summary: 'List the applications, oldest first',
    about: 'JSON includes the ids of their secrets. The secrets themselves are never shown.',
    operation: listApplications,
    examples: ['applications list', "applications list | jq -r '.[].secrets[].secret_id'"],
    send: ({ applications }, call) => applications.list(sendOptions(call)),
  }),
  organizationCommand({
    words: 'applications create',
    summary: 'Create an application: a client id and a client secret',
    about: `It acts for the whole organization, as every application does. ${SECRET_ONCE}`,
    args: [{ name: 'name', description: 'Its display name' }],
    operation: createApplication,
    withoutFlag: { name: 'the argument' },
    examples: ['applications create billing', 'applications create billing --format json > billing.json'],
    send: ({ applications }, call, name) => applications.create(name, sendOptions(call)),
  }),
  organizationCommand({
    words: 'applications create-secret',
    summary: 'Create a second client secret, to replace the first',
    about: `Both are valid until one is retired, so that nothing stops while the new one is put in place. ${SECRET_ONCE}`,
    args: [APPLICATION],
    operation: createApplicationSecret,
    examples: ['applications create-secret 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    send: ({ applications }, call, id) => applications.createSecret(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'applications retire-secret',
    summary: 'Retire a client secret, so that it gets no more tokens',
    about:
      'Tokens obtained with it end at once, and so do the scoped tokens they minted. Tokens of the other secret stay valid. The only secret of an application cannot be retired.',
    args: [
      APPLICATION,
      { name: 'secret-id', description: 'Id of the secret; see: bulkhead applications list' },
    ],
    operation: retireApplicationSecret,
    examples: [
      'applications retire-secret 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11 0198c5e3-0d52-7a10-9c4e-5a2b8f6d7e01',
    ],
    asks: (_id, secret) => `Retire the secret ${secret}?`,
    send: ({ applications }, call, id, secret) => applications.retireSecret(id, secret, sendOptions(call)),
  }),
  organizationCommand({
    words: 'applications revoke-tokens',
    summary: 'Revoke every token of an application, including those it minted',
    about: 'Its secrets stay valid, and tokens obtained afterwards work.',
    args: [APPLICATION],
    operation: revokeApplicationTokens,
    examples: ['applications revoke-tokens 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    asks: (id) => `Revoke every token of the application ${id}?`,
    send: ({ applications }, call, id) => applications.revokeTokens(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'applications delete',
    summary: 'Delete an application: its secrets and tokens end at once',
    about:
      'An application may delete itself. If it is the last one of the organization, only the operator of the server can create another.',
    args: [APPLICATION],
    operation: deleteApplication,
    examples: ['applications delete 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    asks: (id) => `Delete the application ${id}?`,
    send: ({ applications }, call, id) => applications.delete(id, sendOptions(call)),
  }),
]
