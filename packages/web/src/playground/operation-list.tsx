import type { Description, OperationDescription } from '@bulkhead/sdk'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { toEffectName } from '#entities/connector/effect-badge.tsx'
import { cx } from '#ui/cx.ts'
import { SearchInput } from '#ui/form/search-input.tsx'
import { findOperations } from './find-operations.ts'

interface OperationListProps {
  readonly description: Description
  readonly chosen: OperationDescription | undefined
}

/** Maximum number of links in the page. A service may have ten thousand operations. */
const MOST_SHOWN = 1_000

/** Cuts a list of operations off at {@link MOST_SHOWN}. */
function cutOff(entities: Description['entities']): Description['entities'] {
  let room = MOST_SHOWN
  return entities.flatMap((one) => {
    const operations = one.operations.slice(0, Math.max(0, room))
    room -= operations.length
    return operations.length === 0 ? [] : [{ ...one, operations }]
  })
}

/** Operations of a connector, grouped by entity. Tab moves into the list, arrow keys move within it. */
export function OperationList({ description, chosen }: OperationListProps) {
  const [text, setText] = useState('')
  const navigate = useNavigate({ from: '/w/$workspace/playground' })
  const list = useRef<HTMLDivElement>(null)
  const found = findOperations(description, text)
  const entities = cutOff(found)
  const count = (of: typeof found) => of.reduce((sum, { operations }) => sum + operations.length, 0)
  const left = count(found) - count(entities)
  const shown = entities.flatMap(({ operations }) => operations)
  const reached = chosen !== undefined && shown.includes(chosen) ? chosen : shown[0]

  function openFirst(text: string) {
    const [first] = findOperations(description, text)
    const action = first?.operations[0]?.action
    if (first === undefined || action === undefined) return
    navigate({ search: (before) => ({ ...before, entity: first.entity, action }) })
  }
  function onKeyDown(event: KeyboardEvent) {
    const stops = [...(list.current?.querySelectorAll<HTMLElement>('input, nav a') ?? [])]
    const at = stops.indexOf(event.target as HTMLElement)
    const to = getStep(event.key, at, stops.length)
    if (at < 0 || to === undefined) return
    event.preventDefault()
    stops[Math.min(stops.length - 1, Math.max(0, to))]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles keys of the search field and the links in it
    <div ref={list} onKeyDown={onKeyDown} className="flex min-h-0 flex-col gap-3">
      <SearchInput label={t`Find an operation`} value={text} onSearch={setText} onEnter={openFirst} />
      <nav aria-label={t`Operations`} className="flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto pb-4">
        {entities.length === 0 && (
          <p className="px-2 text-muted text-sm">
            <Trans>No operation found.</Trans>
          </p>
        )}
        {entities.map(({ entity, operations }) => (
          <div key={entity}>
            <ul aria-label={entity}>
              {operations.map((operation) => (
                <li key={operation.action}>
                  <Link
                    from="/w/$workspace/playground"
                    to="."
                    search={(before) => ({ ...before, entity, action: operation.action })}
                    tabIndex={operation === reached ? 0 : -1}
                    aria-current={operation === chosen ? 'page' : undefined}
                    className={cx(
                      'flex h-7 items-center gap-2 rounded-md px-2 text-sm -outline-offset-2 transition-colors pointer-coarse:h-10',
                      operation === chosen
                        ? 'bg-selected font-medium'
                        : 'text-muted hover:bg-hover hover:text-ink',
                    )}
                  >
                    <code title={`${entity}.${operation.action}`} className="truncate text-xs">
                      {entity}.{operation.action}
                    </code>
                    {operation.effect !== 'read' && (
                      <span
                        className={cx(
                          'ml-auto text-2xs',
                          operation.effect === 'destructive' ? 'text-bad' : 'text-accent',
                        )}
                      >
                        {toEffectName(operation.effect)}
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {left > 0 && (
          <p className="px-2 text-muted text-sm">
            {plural(left, {
              one: '# more. Find it by its name.',
              other: '# more. Find them by their names.',
            })}
          </p>
        )}
      </nav>
    </div>
  )
}

/**
 * Returns the stop to which a key leads from the stop `at`. Stop 0 is the search field. Undefined if the key leads
 * nowhere.
 */
function getStep(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return at + 1
  if (at > 0 && key === 'ArrowUp') return at - 1
  // In the search field these keys move the cursor.
  if (at > 0 && key === 'Home') return 1
  if (at > 0 && key === 'End') return count - 1
  return undefined
}
