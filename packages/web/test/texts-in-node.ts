import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileTexts, hasTexts } from '../texts.js'

// Modules of the app with texts, which Node imports as the build compiles them: import them by `await import(…)` after this one.
registerHooks({
  load(url, context, next) {
    if (!/\/packages\/web\/src\/.*\.ts$/.test(url)) return next(url, context)
    const file = fileURLToPath(url)
    const code = readFileSync(file, 'utf8')
    if (!hasTexts(code)) return next(url, context)
    return { format: 'module-typescript', source: compileTexts(code, file).code, shortCircuit: true }
  },
})
