import { LIST_ACTIONS } from '../generated/api.ts'

const LISTS: ReadonlySet<string> = new Set(LIST_ACTIONS)

/** Returns whether the result of an action is a list of records, which may come in pages. */
export function isListAction(action: string): boolean {
  return LISTS.has(action)
}
