/** Required fate of an object: creation acknowledged, deletion acknowledged, or no response. */
export type Fate = 'living' | 'deleted' | 'unsure'

export interface KnownConnector {
  readonly id: string
  /** The token it may hold: one, or several where the answer to a replacement never came. */
  secrets: string[]
  fate: Fate
}

export interface KnownWorkspace {
  readonly id: string
  /** The name it may have: one, or two where the answer to a renaming never came. */
  names: string[]
  fate: Fate
  readonly connectors: Map<string, KnownConnector>
  /** Tokens of connectors that were asked for without an answer: each may or may not be there. */
  readonly tried: Set<string>
  /** Used since it was verified last. */
  touched: boolean
}

/** Objects that one server acknowledged, and requests that it never answered. */
export interface Ledger {
  readonly workspaces: Map<string, KnownWorkspace>
  /** Names that were minted without an answer. */
  readonly triedNames: Set<string>
  /** Every number given out once, for names and tokens that never repeat. */
  next(): number
}

/** An empty ledger. */
export function openLedger(): Ledger {
  let last = 0
  return { workspaces: new Map(), triedNames: new Set(), next: () => ++last }
}

/** Enters a workspace that the server has acknowledged. */
export function enterWorkspace(ledger: Ledger, id: string, name: string): KnownWorkspace {
  const workspace: KnownWorkspace = {
    id,
    names: [name],
    fate: 'living',
    connectors: new Map(),
    tried: new Set(),
    touched: true,
  }
  ledger.workspaces.set(id, workspace)
  return workspace
}
