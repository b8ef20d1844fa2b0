import { setTimeout as sleep } from 'node:timers/promises'
import { createConnectSession } from '@bulkhead/contract/connect/sessions'
import { getConnector } from '@bulkhead/contract/connectors'
import type { Bulkhead, ConnectSession, NewConnectSession } from '@bulkhead/sdk'
import open from 'open'
import { renderUnicodeCompact } from 'uqr'
import { showRecord } from '#command/answer'
import { type CommandSpec, command, type Flag } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { openClient, openWorkspace, sendOptions } from '#profile/open-clients'
import { openSession } from '#profile/session'
import { showWaiting, waitFor } from '#terminal/show-waiting'
import { canAsk, type Terminal } from '#terminal/terminal'

const ASK_EVERY_MS = 2_000

const HOW: readonly Flag[] = [
  { name: 'link', description: 'Print the link for somebody else, and do not wait' },
  { name: 'qr', description: 'Also show the link as a QR code, for a phone' },
  { name: 'no-browser', description: 'Print the link instead of opening it, and wait' },
]

export const commands: readonly CommandSpec[] = [
  command({
    words: 'connect',
    summary: 'Connect a service in the browser, where its owner signs in or enters a key',
    about:
      'Makes a connect link, opens it in your browser, waits until the service is connected and shows the connector. The command line never sees the credential. With --link the link is for a customer: send it, and confirm the result ("connect-sessions confirm"). With --connector-id it replaces the credential of a connector.',
    args: [
      {
        name: 'service',
        description: 'Such as github; several to choose from, none for all',
        isOptional: true,
        isRepeated: true,
      },
    ],
    flags: HOW,
    operation: createConnectSession,
    descriptions: { end_user: 'Who the link is for, as JSON: {"id", "name", "email"}' },
    withoutFlag: {
      services: 'the arguments',
      workspace_name: '--workspace',
      workspace_id: '--workspace-id',
    },
    reaches: 'workspace',
    examples: [
      'connect github --workspace acme',
      'connect --connector-id 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11',
      'connect github slack --workspace acme --link --qr --expires-in 86400',
    ],
    run: async (call) => {
      const { terminal, flags, args, given } = call
      const client = openClient(call)
      const isForOthers = flags.link === true
      const body = {
        ...given,
        ...getNaming(call),
        ...(args.length > 0 && { services: [...args] }),
        // The person at this terminal sees the result, so no confirmation is needed. A token of one workspace cannot
        // waive it.
        ...(!isForOthers &&
          openSession(call).kind !== 'token' && {
            require_confirmation: given.require_confirmation ?? false,
          }),
      }
      const made = client.connect.sessions.create(body, { signal: call.signal })
      if (isForOthers) {
        const session = await showRecord(call, createConnectSession, () => made)
        if (flags.qr === true) showCode(terminal, session.url)
        return
      }
      const session = await waitFor(terminal, 'Waiting for the server', made)
      await show(terminal, session, { opens: flags['no-browser'] !== true, qr: flags.qr === true })
      const ended = await waitUntilEnded(client, terminal, session, call.signal)
      const { connector_id } = assertConnected(ended)
      sayWhose(terminal, ended)
      const workspace = openWorkspace(call)
      await showRecord(call, getConnector, () =>
        workspace.connectors.get(connector_id, {}, sendOptions(call)),
      )
    },
  }),
]

type Asked = Parameters<typeof openWorkspace>[0]

/** Returns the fields that name the workspace. A token names none: it has one of its own. */
function getNaming(call: Asked) {
  if (openSession(call).kind === 'token') return {}
  const { name, id } = openWorkspace(call)
  return {
    ...(name !== undefined && { workspace_name: name }),
    ...(id !== undefined && { workspace_id: id }),
  }
}

async function show(
  terminal: Terminal,
  { url }: NewConnectSession,
  { opens, qr }: { readonly opens: boolean; readonly qr: boolean },
): Promise<void> {
  // If the browser cannot be opened, the link is still printed.
  const isOpened =
    opens &&
    canAsk(terminal) &&
    (await open(url).then(
      () => true,
      () => false,
    ))
  terminal.stderr.write(`${isOpened ? 'Opened in your browser' : 'Open in a browser'}: ${url}\n`)
  if (qr) showCode(terminal, url)
}

function showCode({ stderr }: Terminal, url: string): void {
  stderr.write(`${renderUnicodeCompact(url)}\n`)
}

/** Waits until the session ends. If the command is interrupted, revokes the link: nobody waits for its result. */
async function waitUntilEnded(
  client: Bulkhead,
  terminal: Terminal,
  { session_id }: NewConnectSession,
  signal: AbortSignal,
): Promise<ConnectSession> {
  const line = showWaiting(terminal, 'Waiting for the browser')
  try {
    return await waitForEnd(() => client.connect.sessions.get(session_id, { signal }), signal)
  } catch (error) {
    if (signal.aborted) await client.connect.sessions.revoke(session_id).catch(() => {})
    throw error
  } finally {
    line.end()
  }
}

function assertConnected(session: ConnectSession): { readonly connector_id: string } {
  const { status, error, connector_id, session_id } = session
  if (status === 'completed' && connector_id !== null) return { connector_id }
  if (status === 'awaiting_confirmation') {
    const hint = `Accept it: bulkhead connect-sessions confirm ${session_id}`
    throw new CommandError(EXIT.failed, 'connect_session_state', 'The connector must be confirmed.', hint)
  }
  const message = error?.message ?? `The connect session ended as ${status}.`
  const hint = 'Make another link: bulkhead connect'
  throw new CommandError(EXIT.failed, error?.code ?? 'connect_session_state', message, hint)
}

function sayWhose({ stderr }: Terminal, { account, finished_by }: ConnectSession): void {
  const whose = account === null ? 'an account that the service does not name' : (account.name ?? account.id)
  const where = [finished_by?.browser, finished_by?.network].filter((part) => (part ?? '') !== '').join(', ')
  stderr.write(`Connected as ${whose}${where === '' ? '' : `, from ${where}`}.\n`)
}

/**
 * Polls a connect session until it is no longer open.
 *
 * @param everyMs Milliseconds between two requests. Default: 2,000.
 */
async function waitForEnd(
  ask: () => PromiseLike<ConnectSession>,
  signal: AbortSignal,
  everyMs = ASK_EVERY_MS,
): Promise<ConnectSession> {
  for (;;) {
    const session = await ask()
    if (session.status !== 'open') return session
    await sleep(everyMs, undefined, { signal })
  }
}
