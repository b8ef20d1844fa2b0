import { build } from 'vite'

/** Builds the page of a React application with the published hook. @returns Its script. */
export async function buildReactShop(): Promise<string> {
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    resolve: { dedupe: ['react'] },
    build: { write: false, lib: { entry: 'react-shop.tsx', formats: ['iife'], name: 'shop' } },
  })
  const [first] = [built].flat()
  if (first === undefined || !('output' in first)) throw new Error('Vite built nothing.')
  return first.output[0].code
}
