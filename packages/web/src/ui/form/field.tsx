import { Trans } from '@lingui/react/macro'
import { type ReactNode, use, useId } from 'react'
import { cx } from '../cx.ts'
import { FormErrorsContext } from './form-errors.ts'

/** Ids that link a control to its label, help and error. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  /** Content at the end of the label's line. */
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: (control: ControlProps) => ReactNode
}

export function Field({
  label,
  help,
  error: given,
  optional = false,
  aside,
  className,
  children,
}: FieldProps) {
  const id = useId()
  const found = use(FormErrorsContext)[id]
  const error = given ?? found
  const described = [error !== undefined && `${id}-error`, help !== undefined && `${id}-help`].filter(Boolean)
  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
          {optional && (
            <span className="font-normal text-subtle text-xs">
              {' '}
              <Trans>optional</Trans>
            </span>
          )}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="break-words text-bad text-xs">
          {error}
        </p>
      )}
      {help !== undefined && (
        <div id={`${id}-help`} className="text-muted text-xs">
          {help}
        </div>
      )}
    </div>
  )
}
