import { fsyncSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type PostgresModule = Parameters<NodeFS['init']>[1]
interface MountedModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } }
}

/**
 * Files of an embedded database, with an fsync that reaches the disk. PGlite's own file system ignores an fsync, so a
 * power cut would lose acknowledged writes. This class depends on PGlite's internals: PGlite's version is pinned, and a
 * test counts the calls.
 */
export class DurableFiles extends NodeFS {
  /** Number of actual file syncs. */
  syncs = 0

  override async init(pg: PGlite, options: PostgresModule) {
    const { emscriptenOpts } = await super.init(pg, options)
    const syncThrough = (module: unknown) => {
      ;(module as MountedModule).NODEFS.stream_ops.fsync = ({ nfd }) => {
        this.syncs += 1
        fsyncSync(nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncThrough] } }
  }
}
