import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileTexts, hasTexts } from '../texts.js'

// Lets Node import modules of the app with texts, compiled in the same way as the build. Import them with `await
// import(…)` after this module.
registerHooks({
  load(url, context, next) {
    if (!/\/packages\/web\/src\/.*\.ts$/.test(url)) return next(url, context)
    const file = fileURLToPath(url)
    const code = readFileSync(file, 'utf8')
    if (!hasTexts(code)) return next(url, context)
    return { format: 'module-typescript', source: compileTexts(code, file).code, shortCircuit: true }
  },
})
