import { VARIABLES, type VariableName } from '../variables/variables.ts'

/** Returns the value of a variable. Undefined if it is not set. */
export type Read = (name: VariableName) => string | undefined

/** Reads on or off. @throws Error that names the variable. */
export function readSwitch(name: VariableName, read: Read): boolean {
  const text = read(name) ?? VARIABLES[name].default
  if (text !== 'on' && text !== 'off') throw new Error(`${name} must be on or off.`)
  return text === 'on'
}

/** Reads on, off or auto. @throws Error that names the variable. */
export function readMode(name: VariableName, read: Read): 'on' | 'off' | 'auto' {
  const text = read(name) ?? VARIABLES[name].default
  if (text !== 'on' && text !== 'off' && text !== 'auto') throw new Error(`${name} must be on, off or auto.`)
  return text
}

/** Reads a whole number. @throws Error that names the variable and its range. */
export function readCount(name: VariableName, least: number, read: Read, most = 100_000): number {
  const count = Number(read(name) ?? VARIABLES[name].default)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  throw new Error(`${name} must be a whole number from ${least} to ${most}.`)
}

/** Reads a time in seconds. @throws Error that names the variable and its range. */
export function readSeconds(name: VariableName, read: Read): number {
  const seconds = Number(read(name) ?? VARIABLES[name].default)
  if (!(seconds >= 0 && seconds <= 300)) throw new Error(`${name} must be a number of seconds from 0 to 300.`)
  return seconds
}
