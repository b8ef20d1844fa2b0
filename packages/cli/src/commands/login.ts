import { DEFAULT_URL } from '@bulkhead/contract/values/environment'
import { Bulkhead } from '@bulkhead/sdk'
import type { Call, CommandSpec } from '#command/command'
import { UsageError } from '#command/command-error'
import { sendOptions } from '#profile/open-clients'
import { profilesPath, readProfiles } from '#profile/profiles'
import { signIn } from '#profile/sign-in-as-person'
import { replaceProfile } from '#profile/sign-out'
import { askSecret, askText } from '#terminal/ask'
import { readInput } from '#terminal/read-input'
import { waitFor } from '#terminal/show-waiting'
import { canAsk, type Terminal } from '#terminal/terminal'

export const commands: readonly CommandSpec[] = [
  {
    words: 'login',
    summary: 'Sign in to a server, and save it as a profile',
    about: `Opens the browser, where you sign in and allow it. Commands then do what you may do, or less: in one workspace with --workspace, without changes with --read-only. On a machine without a browser, --device shows a code that you type in a browser elsewhere. The sign-in is kept in the keyring of the system, else in a file that only you can read (0600); "bulkhead logout" ends it.

For a backend, log in as an application: with --client-id, with BULKHEAD_CLIENT_ID, or with --application, which asks. "bulkhead serve" prints the client id and the secret of the first application when it first starts; "bulkhead applications create" creates more. The secret is tried, and then saved in a file that only you can read (0600): profiles.json in BULKHEAD_CONFIG_DIR, else in ~/.config/bulkhead. The profile becomes the current one, which commands use unless --profile, BULKHEAD_PROFILE or credentials in the environment say otherwise.`,
    flags: [
      { name: 'profile', value: 'name', description: 'Its name; default: default' },
      { name: 'url', value: 'address', description: `Address of the server; default: ${DEFAULT_URL}` },
      { name: 'workspace', short: 'w', value: 'name', description: 'Reach only this workspace' },
      { name: 'read-only', description: 'Allow read operations only' },
      { name: 'device', description: 'Show a code to type in a browser on another device' },
      { name: 'no-browser', description: 'Print the address instead of opening it' },
      { name: 'application', description: 'Log in as an application, with client id and secret' },
      { name: 'client-id', value: 'id', description: 'Client id of the application' },
      {
        name: 'client-secret',
        value: 'file',
        description: '@file, or - for standard input; never the secret itself. Without it you are asked',
      },
    ],
    examples: [
      'login',
      'login --profile staging --url https://bulkhead.example.com',
      'login --device --workspace acme --read-only',
      'login --client-id my-app --client-secret @secret.txt',
    ],
    run: login,
  },
]

async function login(call: Call): Promise<void> {
  const { terminal, flags } = call
  const { environment, stderr } = terminal
  const name = (flags.profile as string | undefined) ?? 'default'
  assertName(name)
  const url = await given(
    flags.url,
    terminal,
    'Address of the server',
    environment.BULKHEAD_URL || DEFAULT_URL,
  )
  // Refuses an address that no server can have, and says why.
  void new Bulkhead({ url, token: 'unused' })
  if (!isForApplication(call)) return signIn(call, name, url.replace(/\/+$/, ''))
  const client_id = await given(flags['client-id'], terminal, 'Client id', environment.BULKHEAD_CLIENT_ID)
  if (client_id === '') throw new UsageError('A client id is required.', 'Pass it: --client-id <id>')
  const client_secret = await readSecret(flags['client-secret'] as string | undefined, client_id, terminal)
  if (isExposed(url)) {
    stderr.write(
      `Warning: ${new URL(url).origin} is not https, so others on the network can read the secret.\n`,
    )
  }
  const { organization } = new Bulkhead({ url, clientId: client_id, clientSecret: client_secret })
  const { id, name: called } = await waitFor(
    terminal,
    `Waiting for ${url}`,
    organization.get(sendOptions(call)),
  )
  const before = readProfiles(environment).profiles[name]
  const workspace = before?.organization_id === id ? before.workspace : undefined
  await replaceProfile(environment, name, () => ({
    url: url.replace(/\/+$/, ''),
    client_id,
    client_secret,
    organization_id: id,
    ...(workspace !== undefined && { workspace }),
  }))
  stderr.write(
    `Logged in to ${called} as ${client_id}. Saved as the profile ${name} in ${profilesPath(environment)}\n`,
  )
  const hidden = ['BULKHEAD_TOKEN', 'BULKHEAD_CLIENT_ID'].find((variable) => environment[variable])
  if (hidden !== undefined) stderr.write(`While ${hidden} is set, it is used instead of the profile.\n`)
}

function isForApplication({ flags, terminal: { environment } }: Call): boolean {
  const { application, device } = flags
  if (application === true || flags['client-id'] !== undefined || flags['client-secret'] !== undefined)
    return true
  return device !== true && Boolean(environment.BULKHEAD_CLIENT_ID)
}

/** Returns the value of a flag, else the person's input, else the default. */
async function given(flag: unknown, terminal: Terminal, question: string, usual = ''): Promise<string> {
  if (typeof flag === 'string') return flag
  return canAsk(terminal) ? askText(terminal, question, usual) : usual
}

async function readSecret(flag: string | undefined, client_id: string, terminal: Terminal): Promise<string> {
  const hint = 'Pass it: --client-secret @file, or --client-secret - for standard input'
  const { BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET } = terminal.environment
  if (flag === undefined && BULKHEAD_CLIENT_SECRET && client_id === BULKHEAD_CLIENT_ID)
    return BULKHEAD_CLIENT_SECRET
  if (flag === undefined) {
    if (!canAsk(terminal)) {
      throw new UsageError('A client secret is required, and there is no terminal for a prompt.', hint)
    }
    const typed = await askSecret(terminal, 'Client secret')
    if (typed === '') throw new UsageError('A client secret is required.', hint)
    return typed
  }
  if (flag !== '-' && !flag.startsWith('@')) {
    const why = 'would show it to everyone who can list processes, and to your shell’s history'
    throw new UsageError(`A secret given as a flag ${why}.`, hint)
  }
  const read = (await readInput(flag, '--client-secret', terminal)).trim()
  if (read === '') throw new UsageError('--client-secret: the input is empty.', hint)
  return read
}

function assertName(name: string): void {
  if (/^[\w.-]{1,64}$/.test(name)) return
  throw new UsageError('A profile name consists of up to 64 letters, digits, dots, dashes and underscores.')
}

/** Returns whether a secret would be sent unencrypted to another machine. */
function isExposed(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(parsed.hostname)
}
