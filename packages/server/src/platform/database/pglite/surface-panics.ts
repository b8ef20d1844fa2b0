import type { PGlite } from '@electric-sql/pglite'

/**
 * Error after Postgres inside PGlite has ended, as a process of its own would have. PGlite must not be called again.
 */
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
 * Turns the end of Postgres inside PGlite into an error. A PANIC, such as a failed write to the write-ahead log on a
 * full disk, aborts Postgres. PGlite takes the abort for handled and runs its loop again, forever, which blocks the
 * event loop. This function depends on PGlite's internals: PGlite's version is pinned, and a test causes a PANIC.
 */
export function surfacePanics(pglite: PGlite): void {
  const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as Internals
  const endWith = (cause: unknown): never => {
    const death = new PGliteDied('Postgres stopped with a PANIC.', { cause })
    const refuse = () => {
      throw death
    }
    mod._PostgresMainLoopOnce = refuse
    // PGlite calls this where it catches what the loop throws. Throwing here leaves the loop.
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
