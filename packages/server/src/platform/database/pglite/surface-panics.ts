import type { PGlite } from '@electric-sql/pglite'

/** Postgres inside PGlite has ended, as a process of its own would have; PGlite must not be called again. */
export class PGliteDied extends Error {
  override readonly name = 'PGliteDied'
}

/** Function of the WebAssembly module that PGlite calls in its message loop. */
interface MainLoop {
  _PostgresMainLoopOnce(): void
  _PostgresMainLongJmp(): void
  _PostgresSendReadyForQueryIfNecessary(): void
  _pgl_pq_flush(): void
  stackRestore(pointer: number): void
}

interface Internals {
  readonly mod: MainLoop
  /** Exit status by which Postgres reports an ordinary error. */
  readonly POSTGRES_MAIN_LONGJMP: number
}

/**
 * Makes the end of Postgres inside PGlite an error. A PANIC, such as a failed write to the log of transactions
 * on a full disk, aborts it; PGlite takes the abort for handled and runs its loop again, for ever, with the
 * event loop blocked. This leans on PGlite's internals: its version is pinned, and a test panics one.
 */
export function surfacePanics(pglite: PGlite): void {
  const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as Internals
  const endWith = (cause: unknown): never => {
    const death = new PGliteDied('Postgres stopped with a PANIC.', { cause })
    const refuse = () => {
      throw death
    }
    mod._PostgresMainLoopOnce = refuse
    // Called where PGlite catches what the loop throws: throwing from there is the way out of it.
    mod.stackRestore = refuse
    mod._PostgresSendReadyForQueryIfNecessary = () => {}
    mod._pgl_pq_flush = () => {}
    throw death
  }
  const { _PostgresMainLoopOnce: runOnce, _PostgresMainLongJmp: recover } = mod
  mod._PostgresMainLoopOnce = () => {
    try {
      runOnce()
    } catch (thrown) {
      if ((thrown as { status?: unknown } | null)?.status === POSTGRES_MAIN_LONGJMP) throw thrown
      endWith(thrown)
    }
  }
  mod._PostgresMainLongJmp = () => {
    try {
      recover()
    } catch (thrown) {
      endWith(thrown)
    }
  }
}
