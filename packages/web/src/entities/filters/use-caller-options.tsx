import { t } from '@lingui/core/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { KeyRound, LogIn } from 'lucide-react'
import { useMemo } from 'react'
import { useRead } from '#api/use-api.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { FIRST_PEOPLE } from '#entities/session/use-person.ts'
import { useLanguage } from '#texts/language.ts'
import type { FilterOption } from './find-options.ts'

const KEPT = { staleTime: 60_000 }
const FOUND = 6

/**
 * Returns people and applications as options, if the signed-in person may list them. If there are more people than fit
 * on a page, finds those whose name contains the text.
 */
export function useCallerOptions(text: string, isOpen: boolean): readonly FilterOption<'caller'>[] {
  const enabled = useIsAdmin() && isOpen
  const applications = useRead('listApplications', {}, { ...KEPT, enabled })
  const first = useRead('listPeople', FIRST_PEOPLE, { ...KEPT, enabled })
  const isSearched = enabled && text !== '' && typeof first.data?.next === 'string'
  const found = useRead(
    'listPeople',
    { query: { limit: FOUND, name_contains: text } },
    { ...KEPT, enabled: isSearched, placeholderData: keepPreviousData },
  )
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels depend on the language
  return useMemo(
    () => [
      ...((isSearched ? found.data : first.data)?.data ?? []).map(({ id, name }) => ({
        name: 'caller' as const,
        value: `person:${id}`,
        label: name,
        detail: t`person`,
        icon: <LogIn />,
      })),
      ...(applications.data?.data ?? []).map(({ id, name }) => ({
        name: 'caller' as const,
        value: `application:${id}`,
        label: name,
        detail: t`application`,
        icon: <KeyRound />,
      })),
    ],
    [applications.data, first.data, found.data, isSearched, language],
  )
}
