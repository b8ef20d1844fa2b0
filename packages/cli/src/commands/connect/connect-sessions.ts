import {
  confirmConnectSession,
  discardConnectSession,
  eraseEndUser,
  getConnectSession,
  listConnectSessions,
  revokeConnectSession,
} from '@bulkhead/contract/connect/sessions'
import { showRecord } from '#command/answer'
import { organizationCommand, organizationList } from '#command/api-command'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { openClient, sendOptions } from '#profile/open-clients'
import { confirm } from '#terminal/ask'
import { waitFor } from '#terminal/show-waiting'

const SESSION: ArgumentSpec = { name: 'session-id', description: 'Of the connect session' }

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'connect-sessions list',
    summary: 'List connect sessions, newest first',
    about: 'Sessions are listed for 30 days after they ended.',
    operation: listConnectSessions,
    withoutFlag: { workspace_id: '--workspace-name' },
    examples: [
      'connect-sessions list --status awaiting_confirmation',
      'connect-sessions list --workspace-name acme --end-user-id user-7',
    ],
    send: ({ connect }, call, page) => connect.sessions.list({ ...call.given, ...page }, sendOptions(call)),
  }),
  command({
    words: 'connect-sessions get',
    summary: 'Show a connect session: its outcome, and who finished it from where',
    args: [SESSION],
    operation: getConnectSession,
    reaches: 'organization',
    examples: ['connect-sessions get 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    run: async (call) => {
      const { sessions } = openClient(call).connect
      await showRecord(call, getConnectSession, () => sessions.get(call.args[0] ?? '', sendOptions(call)))
    },
  }),
  command({
    words: 'connect-sessions confirm',
    summary: 'Accept the credential that an end user gave at a connect link',
    about:
      "The confirmation code is the one that the end user's browser brought back. With --end-user-id it must also be the end user whom you expect. Until then the connector is pending and cannot be used.",
    args: [SESSION],
    operation: confirmConnectSession,
    reaches: 'organization',
    confirms: true,
    examples: [
      'connect-sessions confirm 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11 --confirmation-code 3q2-7wXk --end-user-id user-7',
    ],
    run: async (call) => {
      const [id = ''] = call.args
      const { sessions } = openClient(call).connect
      const asked = sessions.get(id, { signal: call.signal })
      const { account, finished_by, workspace_name } = await waitFor(
        call.terminal,
        'Waiting for the server',
        asked,
      )
      const whose = account === null ? 'an unnamed account' : (account.name ?? account.id)
      const where = [finished_by?.browser, finished_by?.network].filter((part) => (part ?? '') !== '')
      const from = where.length > 0 ? `, given from ${where.join(', ')}` : ''
      await confirm(call, `Accept ${whose}${from}, for the workspace ${workspace_name}?`)
      await showRecord(call, confirmConnectSession, () => sessions.confirm(id, call.given, sendOptions(call)))
    },
  }),
  organizationCommand({
    words: 'connect-sessions discard',
    summary: 'Reject the credential that an end user gave, and revoke it at the service',
    args: [SESSION],
    operation: discardConnectSession,
    examples: ['connect-sessions discard 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    asks: (id) => `Reject the credential of the connect session ${id}?`,
    send: ({ connect }, call, id) => connect.sessions.discard(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'connect-sessions revoke',
    summary: 'End a connect link before it is used',
    args: [SESSION],
    operation: revokeConnectSession,
    examples: ['connect-sessions revoke 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    send: ({ connect }, call, id) => connect.sessions.revoke(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'connect-sessions erase-end-user',
    summary: 'Erase the data of an end user in all workspaces',
    about:
      'Open links of the end user are revoked. Connectors stay: first delete those that you no longer want.',
    args: [{ name: 'end-user-id', description: 'Your id of the end user' }],
    operation: eraseEndUser,
    examples: ['connect-sessions erase-end-user user-7'],
    asks: (id) => `Erase the data of the end user ${id}?`,
    send: ({ connect }, call, id) => connect.endUsers.erase(id, sendOptions(call)),
  }),
]
