import type { Description, OperationDescription } from '@bulkhead/sdk'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { cx } from '#ui/cx.ts'
import { SearchInput } from '#ui/search-input.tsx'

interface OperationListProps {
  readonly description: Description
  readonly chosen: OperationDescription | undefined
}

/** All operations of a connector, by entity. */
export function OperationList({ description, chosen }: OperationListProps) {
  const [text, setText] = useState('')
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const entities = description.entities
    .map(({ entity, operations }) => ({
      entity,
      operations: operations.filter(({ action, summary }) =>
        words.every((word) => `${entity}.${action} ${summary ?? ''}`.toLowerCase().includes(word)),
      ),
    }))
    .filter(({ operations }) => operations.length > 0)
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <SearchInput label="Find an operation" value={text} onSearch={setText} />
      <nav aria-label="Operations" className="flex min-h-0 flex-col gap-3 overflow-y-auto pb-4">
        {entities.length === 0 && <p className="px-2 text-muted text-sm">No operation found.</p>}
        {entities.map(({ entity, operations }) => (
          <div key={entity}>
            <h2 className="px-2 pb-0.5 font-medium text-subtle text-xs">{entity}</h2>
            <ul>
              {operations.map((operation) => (
                <li key={operation.action}>
                  <Link
                    from="/w/$workspace/playground"
                    to="."
                    search={(before) => ({ ...before, entity, action: operation.action })}
                    aria-current={operation === chosen ? 'page' : undefined}
                    className={cx(
                      'flex h-8 items-center gap-2 rounded-md px-2 text-sm transition-colors pointer-coarse:h-10',
                      operation === chosen
                        ? 'bg-selected font-medium'
                        : 'text-muted hover:bg-hover hover:text-ink',
                    )}
                  >
                    <code className="text-[0.8125rem]">{operation.action}</code>
                    {operation.effect !== 'read' && (
                      <span
                        className={cx(
                          'ml-auto text-2xs',
                          operation.effect === 'destructive' ? 'text-bad' : 'text-accent',
                        )}
                      >
                        {operation.effect}
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </div>
  )
}
