import type { CommandSpec } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { write } from '#output/print'
import { openSession } from '#profile/session'
import { waitFor } from '#terminal/show-waiting'

export const commands: readonly CommandSpec[] = [
  {
    words: 'access-token',
    summary: 'Print the access token of your sign-in, for a script',
    about:
      'Anyone who has it can act as you until it expires, after 20 minutes at most, so keep it only in a variable. The SDK accepts it as accessToken.',
    reaches: 'organization',
    examples: ['access-token', 'access-token --profile staging'],
    run: async (call) => {
      const { terminal } = call
      const { client } = openSession(call)
      const getToken = client.accessToken ?? client.token
      if (typeof getToken !== 'function') {
        const message = 'This requires a person who is signed in, but you are not.'
        throw new CommandError(EXIT.unauthenticated, 'not_a_person', message, 'Sign in: bulkhead login')
      }
      await write(terminal.stdout, `${await waitFor(terminal, 'Waiting for the server', getToken())}\n`)
    },
  },
]
