/** The time that the processor works for this thread, in milliseconds: a busy machine does not change it much. */
export function cpuMs(work: () => unknown): number {
  const began = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1000
}

/** The median of the processor time of several rounds, in milliseconds. */
export function medianCpuMs(work: () => unknown, rounds = 5): number {
  const times = Array.from({ length: rounds }, () => cpuMs(work)).sort((a, b) => a - b)
  return times[Math.floor(rounds / 2)] ?? 0
}

const MIB = 1024 * 1024
let plain: number | undefined

/** Milliseconds that `JSON.parse` takes for 1 MiB of plain text in this process: what everything else is compared to. */
export function plainParseMs(): number {
  const text = JSON.stringify('x'.repeat(8 * MIB - 2))
  plain ??= medianCpuMs(() => JSON.parse(text), 15) / 8
  return plain
}
