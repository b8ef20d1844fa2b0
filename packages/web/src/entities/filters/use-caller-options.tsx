import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { useRead } from '#api/use-api.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useLanguage } from '#texts/language.ts'
import { KeyRound, LogIn } from '#ui/icons.tsx'
import type { FilterOption } from './find-options.ts'

const KEPT = { staleTime: 60_000 }

/** Returns people and applications as options, if the signed-in person may list them. */
export function useCallerOptions(isOpen: boolean): readonly FilterOption<'caller'>[] {
  const enabled = useIsAdmin() && isOpen
  const applications = useRead('listApplications', {}, { ...KEPT, enabled })
  const people = useRead('listPeople', {}, { ...KEPT, enabled })
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels depend on the language
  return useMemo(
    () => [
      ...(people.data?.data ?? []).map(({ id, name }) => ({
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
    [applications.data, people.data, language],
  )
}
