import { type Debugger, type Profiler, Session } from 'node:inspector/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { type Entry, IS_TRACED } from './trace-entries.ts'

/* Runs in a thread of its own, since the traced one stands still at each breakpoint. */

const folder = workerData as string
const session = new Session()
/** Paths relative to the folder, by script id. */
const files = new Map<string, string>()
const breakpoints: string[] = []
const entries: Entry[] = []

session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
  if (url.startsWith(folder)) files.set(scriptId, url.slice(folder.length))
})
session.on('Debugger.paused', ({ params: { callFrames } }) => {
  const [file, from] = callFrames.slice(0, 2).map(({ location }) => files.get(location.scriptId))
  if (file !== undefined && file !== from) entries.push({ file, from })
  void session.post('Debugger.resume')
})

const STEPS: Record<string, () => Promise<unknown>> = {
  async learn() {
    session.connectToMainThread()
    await session.post('Debugger.enable')
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    await session.post('Profiler.takePreciseCoverage')
  },
  async trace() {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    await session.post('Profiler.stopPreciseCoverage')
    for (const script of result) if (files.has(script.scriptId)) await breakAtFunctions(script)
  },
  async end() {
    for (const breakpointId of breakpoints) await session.post('Debugger.removeBreakpoint', { breakpointId })
    session.disconnect()
    return entries
  },
}

async function breakAtFunctions({ scriptId, functions }: Profiler.ScriptCoverage): Promise<void> {
  const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId })
  for (const { ranges } of functions) {
    const [range] = ranges
    if (range === undefined || range.count === 0) continue
    // At the start of an inner function, a breakpoint could also stop the outer one.
    const start = positionAt(scriptSource, scriptId, range.startOffset + 1)
    const end = positionAt(scriptSource, scriptId, range.endOffset)
    const { locations } = await session.post('Debugger.getPossibleBreakpoints', { start, end })
    const [location] = locations
    if (location === undefined) continue
    const { breakpointId } = await session.post('Debugger.setBreakpoint', { location, condition: IS_TRACED })
    breakpoints.push(breakpointId)
  }
}

function positionAt(source: string, scriptId: string, offset: number): Debugger.Location {
  const lines = source.slice(0, offset).split('\n')
  return { scriptId, lineNumber: lines.length - 1, columnNumber: lines.at(-1)?.length ?? 0 }
}

parentPort?.on('message', async (step: string) => {
  parentPort?.postMessage(await STEPS[step]?.())
})
