import type { Readable, Writable } from 'node:stream'

/** Streams of a command: a screen, or pipes and files. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Screen
  readonly stderr: Screen
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** Returns the terminal of this process. */
export function ownTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process
  return { stdin, stdout, stderr, environment: env }
}

/** Returns whether a person is there to answer questions. */
export function canAsk({ stdin, stderr }: Terminal): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** Returns the width of the screen in characters. */
export function getWidth({ columns }: Screen): number {
  return columns !== undefined && columns > 20 ? columns : 80
}
