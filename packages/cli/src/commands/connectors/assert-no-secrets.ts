import { UsageError } from '#command/command-error'
import type { Configuration } from './templates.ts'

/**
 * Rejects credentials among settings on the command line. The API accepts them there, but other users can list the
 * arguments of a process.
 */
export function assertNoSecrets(settings: unknown, { fields }: Configuration): void {
  const isSecret = (name: string) => name === 'credentials' || fields[name]?.airbyte_secret === true
  const secret = Object.keys(settings ?? {}).find(isSecret)
  if (secret === undefined) return
  const message = `${secret} is a secret, but anyone who can list processes can see the command line.`
  throw new UsageError(
    message,
    'Leave it out and be asked, or use --credentials @file, or - for standard input.',
  )
}
