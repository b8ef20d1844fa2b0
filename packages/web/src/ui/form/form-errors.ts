import { createContext } from 'react'

/** What is wrong, by the ids of controls. */
export type ControlErrors = Readonly<Record<string, string>>

/** What is wrong with controls of the form around. */
export const FormErrorsContext = createContext<ControlErrors>({})

/** The error of the API that the form around shows at its fields. */
export const ShownErrorContext = createContext<Error | null>(null)
