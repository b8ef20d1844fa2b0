import { getSignInPolicy, updateSignInPolicy } from '@bulkhead/contract/people/sign-in'
import { showRecord } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

/** Commands about the rules by which people sign in. Their flags derive from the contract. */
export const signInPolicyCommands: readonly CommandSpec[] = [
  command({
    words: 'people policy get',
    summary: 'Show how people of the organization sign in',
    operation: getSignInPolicy,
    reaches: 'organization',
    examples: ['people policy get'],
    run: async (call) => {
      const { signInPolicy } = openClientOfPerson(call)
      await showRecord(call, getSignInPolicy, () => signInPolicy.get(sendOptions(call)))
    },
  }),
  command({
    words: 'people policy set',
    summary: 'Change how people of the organization sign in',
    about:
      'Whatever you leave out stays as it is. Only owners change it. A change that could lock people out is refused.',
    operation: updateSignInPolicy,
    reaches: 'organization',
    examples: ['people policy set --second-factor', 'people policy set --no-passwords --lapse-hours 12'],
    run: async (call) => {
      const { signInPolicy } = openClientOfPerson(call)
      await showRecord(call, updateSignInPolicy, () => signInPolicy.update(call.given, sendOptions(call)))
    },
  }),
]
