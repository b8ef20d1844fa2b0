import type { CommandSpec } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { readProfiles } from '#profile/profiles'
import { forgetProfile } from '#profile/sign-out'

export const commands: readonly CommandSpec[] = [
  {
    words: 'logout',
    summary: 'Sign out, and remove the profile',
    about:
      'Ends the sign-in at the server, with every token and workspace key that was made with it. For an application, only the local secret is removed. To retire it: "bulkhead applications retire-secret".',
    flags: [{ name: 'profile', value: 'name', description: 'Its name; default: the current one' }],
    examples: ['logout', 'logout --profile staging'],
    run: async ({ flags, terminal: { environment, stderr } }) => {
      const { current, profiles } = readProfiles(environment)
      const name = (flags.profile as string | undefined) ?? current
      const profile = name === undefined ? undefined : profiles[name]
      if (name === undefined || profile === undefined)
        throw new CommandError(EXIT.notFound, 'no_profile', 'There is no such profile.')
      const isEnded = await forgetProfile(environment, name)
      const hint = 'End it in the web app: Access, Connected agents.'
      const what = isEnded ? 'The sign-in has ended.' : `The server could not be asked to end it. ${hint}`
      stderr.write(`The profile ${name} was removed. ${profile.person === undefined ? '' : what}\n`)
    },
  },
]
