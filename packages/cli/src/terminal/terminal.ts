import type { Readable, Writable } from 'node:stream'

/** Streams of a command: a screen, or pipes and files. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Screen
  readonly stderr: Screen
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** The terminal that this process was started in. */
export function ownTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process
  return { stdin, stdout, stderr, environment: env }
}

/** Whether somebody is there to answer questions. */
export function canAsk({ stdin, stderr }: Terminal): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** Characters in a line of the screen. */
export function getWidth({ columns }: Screen): number {
  return columns !== undefined && columns > 20 ? columns : 80
}
