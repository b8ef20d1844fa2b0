/** Required fate of an object: creation acknowledged, deletion acknowledged, or no response. */
export type Fate = 'living' | 'deleted' | 'unsure'

export interface KnownConnector {
  readonly id: string
  /** Tokens that the connector may hold: one, or several if the response to a replacement never arrived. */
  secrets: string[]
  fate: Fate
}

export interface KnownWorkspace {
  readonly id: string
  /** Names that the workspace may have: one, or two if the response to a renaming never arrived. */
  names: string[]
  fate: Fate
  readonly connectors: Map<string, KnownConnector>
  /** Tokens of connectors whose creation got no response. Each connector may or may not exist. */
  readonly tried: Set<string>
  /** Whether it was used since the last verification. */
  touched: boolean
}

/** Objects that one server acknowledged, and requests that got no response. */
export interface Ledger {
  readonly workspaces: Map<string, KnownWorkspace>
  /** Names for which a mint was sent and got no response. Each workspace may or may not exist. */
  readonly triedNames: Set<string>
  /** Returns a number that is never returned again, for unique names and tokens. */
  next(): number
}

/** Creates an empty ledger. */
export function openLedger(): Ledger {
  let last = 0
  return { workspaces: new Map(), triedNames: new Set(), next: () => ++last }
}

/** Records a workspace that the server has acknowledged. */
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
