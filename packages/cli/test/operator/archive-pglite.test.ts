import { bothEngines } from '@bulkhead/testing/engines'
import { testBackups } from './archive-suite.ts'

for (const engine of bothEngines.filter(({ name }) => name === 'pglite')) testBackups(engine)
