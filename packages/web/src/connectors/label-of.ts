import { markOf, type Named } from './mark-of.ts'

/** Name of a connector in a choice; with the end of its id where another of the list has the same name. */
export function labelOf(connector: Named, all: readonly Named[]): string {
  return [connector.name, markOf(connector, all)].filter(Boolean).join(' · ')
}
