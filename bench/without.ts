import { registerHooks } from 'node:module'
import { DEVICES } from './devices.ts'

// Loaded before a server, to switch off one of its devices.
const device = DEVICES.find(({ name }) => name === process.env.BENCH_WITHOUT)
if (device?.module === undefined) throw new Error(`There is no device ${process.env.BENCH_WITHOUT}.`)

const { module, without = [] } = device
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(module)) return loaded
    let source = String(loaded.source)
    for (const [own, instead] of without) {
      if (!source.includes(own)) throw new Error(`${module} does not have: ${own}`)
      source = source.replace(own, instead)
    }
    return { ...loaded, source }
  },
})
