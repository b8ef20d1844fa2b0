import { createContext } from 'react'

/** Messages by control id. */
export type ControlErrors = Readonly<Record<string, string>>

/** Errors of the surrounding form's controls. */
export const FormErrorsContext = createContext<ControlErrors>({})

/** The error of the API that the form around shows at its fields. */
export const ShownErrorContext = createContext<Error | null>(null)
