import { bothEngines } from '@bulkhead/testing/engines'
import { testHttpMatrix } from './http-matrix.ts'

// Each engine has its own file, so that both run at the same time.
for (const engine of bothEngines) if (engine.name === 'postgres') testHttpMatrix(engine)
