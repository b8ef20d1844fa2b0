import { keepPreviousData } from '@tanstack/react-query'
import { Box } from 'lucide-react'
import { useMemo } from 'react'
import { useRead } from '#api/use-api.ts'
import { isUuid } from '#entities/workspace/workspace-path.ts'
import type { FilterOption } from './find-options.ts'

const KEPT = { staleTime: 60_000 }
const FOUND = 6

/**
 * Finds workspaces by a part of their name. An id becomes an option without a lookup, because a deleted workspace has
 * no name.
 */
export function useWorkspaceOptions(text: string, isOpen: boolean): readonly FilterOption<'workspace'>[] {
  const { data } = useRead(
    'listWorkspaces',
    { query: { limit: FOUND, ...(text !== '' && { name_contains: text }) } },
    { ...KEPT, enabled: isOpen, placeholderData: keepPreviousData },
  )
  return useMemo(() => {
    const found = (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
    const given = isUuid(text) ? [{ value: text.toLowerCase(), label: text }] : []
    return [...found, ...given].map((one) => ({ ...one, name: 'workspace' as const, icon: <Box /> }))
  }, [data, text])
}
