import { engines } from '@bulkhead/testing/engines'
import { testHttpMatrix } from './http-matrix.ts'

// A file of its own, so that the engines are asked at the same time.
for (const engine of engines) if (engine.name === 'postgres') testHttpMatrix(engine)
