import { getMark, type Named } from './get-mark.ts'

/**
 * Returns the name of a connector as an option. If another connector of the list has the same name, the end of the id
 * follows.
 */
export function toLabel(connector: Named, all: readonly Named[]): string {
  return [connector.name, getMark(connector, all)].filter(Boolean).join(' · ')
}
