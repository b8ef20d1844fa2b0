import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type Texts, texts } from '#texts/en.ts'

export const TextsContext = createContext<Texts>(texts)

export function useTexts(): Texts {
  return useContext(TextsContext)
}
