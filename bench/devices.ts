/** Kinds of load that a device can speed up. */
export type LoadName = 'hot' | 'Zipf' | 'cold' | 'mint' | 'far'

/** Performance device of the server: code that exists only to improve a figure. */
export interface Device {
  readonly name: string
  /** Loads that the device is for. Empty if it is for starting, idling or stopping. */
  readonly loads: readonly LoadName[]
  /** End of the path of its module, if it is code. */
  readonly module?: string
  /** Parts of the module's source, each with its replacement without the device. */
  readonly without?: readonly (readonly [source: string, instead: string])[]
  /** Environment variables of the device, if it is no code. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Returns the environment of a server with all devices but one. */
export function environmentWithout(device: Device | undefined): Readonly<Record<string, string>> {
  const others = DEVICES.filter((other) => other !== device)
  const given = Object.assign({}, ...others.map(({ environment }) => environment))
  if (device?.module === undefined) return given
  const preload = new URL('without.ts', import.meta.url)
  return {
    ...given,
    BENCH_WITHOUT: device.name,
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${preload}`,
  }
}

/** Devices that can be switched off. Only the bench can do so: the server has no switch for them. */
export const DEVICES: readonly Device[] = [
  {
    name: 'tick batches',
    loads: ['hot', 'Zipf', 'cold', 'mint'],
    module: 'server/src/platform/tick-batch.ts',
    without: [['if (waiting.length === 0 && !othersMayCome()) resolve()', 'if (true) resolve()']],
  },
  {
    name: 'commits not awaited',
    loads: ['cold', 'mint', 'far'],
    module: 'server/src/platform/database/postgres/postgres-dialect.ts',
    without: [["if (accessByConnection.get(connection) === 'read only')", 'if (false)']],
  },
  {
    name: 'sealed memo',
    loads: ['hot', 'Zipf'],
    module: 'server/src/connectors/connections/open-connection.ts',
    without: [
      ['if (known?.definition === definition) return', 'if (false) return'],
      ['kept.has(connection) ?', 'false ?'],
    ],
  },
  {
    name: 'spliced bytes',
    loads: ['hot', 'Zipf'],
    module: 'server/src/operations/executions/execute-operation.ts',
    without: [["takesJson: context.source === 'http'", 'takesJson: false']],
  },
  {
    name: 'quiet turn',
    loads: [],
    module: 'server/src/main/lifecycle.ts',
    without: [['await closeWhenNobodyWaits(server, turns)', 'Server.prototype.close.call(server)']],
  },
  {
    name: 'one compiling thread',
    loads: [],
    module: 'cli/src/serve.ts',
    without: [['  compileWebAssemblyInOrder()\n  const', '  const']],
  },
  {
    name: 'memory given back early',
    loads: [],
    // Same value as in the image.
    environment: { MALLOC_TRIM_THRESHOLD_: '131072' },
  },
]
