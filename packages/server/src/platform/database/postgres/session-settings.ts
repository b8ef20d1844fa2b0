import { PLANNING } from '../planning.ts'

/** Settings of a session: the schema of the tables, and the planner settings. */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = { search_path: 'bulkhead', ...PLANNING }

/** Returns a role and {@link SESSION_SETTINGS} in the format of a start-up packet. */
export function connectionOptions(role: string): string {
  return Object.entries({ role, ...SESSION_SETTINGS })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}
