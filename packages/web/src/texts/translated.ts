import type { MessageDescriptor } from '@lingui/core'
import { i18n } from './i18n.ts'

type Translated<One> = One extends unknown ? Omit<One, 'label'> & { readonly label: string } : never

/** Translates labels listed outside of functions, such as options, to the current language. */
export function translated<One extends { readonly label: MessageDescriptor }>(
  all: readonly One[],
): Translated<One>[] {
  return all.map((one) => ({ ...one, label: i18n._(one.label) }) as unknown as Translated<One>)
}
