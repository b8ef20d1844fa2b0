import { createContext } from 'react'

/** Error messages by control id. */
export type ControlErrors = Readonly<Record<string, string>>

/** Errors of the surrounding form's controls. */
export const FormErrorsContext = createContext<ControlErrors>({})

/** Error of the API that the surrounding form shows at its fields. */
export const ShownErrorContext = createContext<Error | null>(null)
