import { getMark, type Named } from './get-mark.ts'

/** Name of a connector in a choice; with the end of its id where another of the list has the same name. */
export function toLabel(connector: Named, all: readonly Named[]): string {
  return [connector.name, getMark(connector, all)].filter(Boolean).join(' · ')
}
