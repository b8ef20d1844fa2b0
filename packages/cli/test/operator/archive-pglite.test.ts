import { engines } from '@bulkhead/testing/engines'
import { testBackups } from './archive-suite.ts'

for (const engine of engines.filter(({ name }) => name === 'pglite')) testBackups(engine)
