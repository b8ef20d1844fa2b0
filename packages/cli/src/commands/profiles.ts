import type { CommandSpec } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { printRows, shownBy } from '#output/print'
import { readProfiles, writeProfiles } from '#profile/profiles'
import { forgetProfile } from '#profile/sign-out'
import { confirm } from '#terminal/ask'

const COLUMNS = {
  name: 'name',
  current: 'current',
  url: 'url',
  client_id: 'client_id',
  person: 'person',
  workspace: 'workspace',
}
const FIELDS = [...Object.keys(COLUMNS), 'organization_id']
const ARGS = [{ name: 'profile', description: 'Name of the profile' }]

export const commands: readonly CommandSpec[] = [
  {
    words: 'profiles list',
    summary: 'List the profiles; their secrets are not shown',
    shows: true,
    examples: ['profiles list'],
    run: async (call) => {
      const { current, profiles } = readProfiles(call.terminal.environment)
      const rows = Object.entries(profiles).map(([name, { client_secret: _secret, ...profile }]) => {
        return { name, current: name === current, workspace: 'default', ...profile }
      })
      await printRows(call.terminal, rows, { ...shownBy(call, FIELDS), columns: COLUMNS })
    },
  },
  {
    words: 'profiles use',
    summary: 'Make a profile the current one',
    args: ARGS,
    examples: ['profiles use staging'],
    run: async ({ args: [name = ''], terminal: { environment, stderr } }) => {
      const { profiles } = readProfiles(environment)
      assertProfile(profiles, name)
      writeProfiles(environment, { current: name, profiles })
      stderr.write(`Commands now use the profile ${name}.\n`)
    },
  },
  {
    words: 'profiles delete',
    summary: 'Remove a profile and its secret',
    about:
      'The application stays as it is. To retire its secret: "bulkhead applications retire-secret". A person who signed in is signed out.',
    args: ARGS,
    confirms: true,
    examples: ['profiles delete staging'],
    run: async (call) => {
      const { environment, stderr } = call.terminal
      const [name = ''] = call.args
      const { profiles } = readProfiles(environment)
      assertProfile(profiles, name)
      await confirm(call, `Remove the profile ${name} and its secret?`)
      await forgetProfile(environment, name)
      stderr.write(`The profile ${name} was removed.\n`)
    },
  },
]

function assertProfile(profiles: Readonly<Record<string, unknown>>, name: string): void {
  if (profiles[name] !== undefined) return
  const hint = `There are: ${Object.keys(profiles).join(', ') || 'none'}.`
  throw new CommandError(EXIT.notFound, 'no_profile', `There is no profile ${name}.`, hint)
}
