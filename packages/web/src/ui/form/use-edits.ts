import { useState } from 'react'

type Texts<Name extends string> = Readonly<Record<Name, string>>

interface Edits<Name extends string> {
  readonly entered: Partial<Texts<Name>>
  /** Edits that are being saved. */
  readonly sent?: Partial<Texts<Name>>
}

/**
 * Manages the texts of a form that stays open after it was saved. Fields without an edit show what is stored. Edits end
 * when they are taken back, and when they are saved, except those that the person went on with in the meantime.
 *
 * @param save Mutation that saves them.
 */
export function useEdits<Name extends string, Input>(
  stored: Texts<Name>,
  save: {
    readonly isSuccess: boolean
    readonly isPending: boolean
    readonly mutate: (input: Input) => void
  },
) {
  const [{ entered, sent }, setEdits] = useState<Edits<Name>>({ entered: {} })
  if (sent !== undefined && save.isSuccess) {
    const later = Object.entries(entered).filter(([name, text]) => text !== sent[name as Name])
    setEdits({ entered: Object.fromEntries(later) as Partial<Texts<Name>> })
  }
  const texts: Texts<Name> = { ...stored, ...entered }
  return {
    texts,
    isChanged: Object.keys(texts).some((name) => texts[name as Name] !== stored[name as Name]),
    enter: (name: Name, text: string) =>
      setEdits(({ entered, ...others }) => {
        const { [name]: _, ...kept } = entered
        const isTakenBack = text === stored[name] && !save.isPending
        return { ...others, entered: isTakenBack ? (kept as typeof entered) : { ...entered, [name]: text } }
      }),
    /** Sends the request that saves the edits. */
    saveEdits(input: Input) {
      save.mutate(input)
      setEdits(({ entered }) => ({ entered, sent: entered }))
    },
  }
}
