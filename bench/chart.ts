import type { Cost, Results } from './figures.ts'

const [WIDTH, ROW, LABEL] = [760, 26, 250]

/**
 * Draws CPU per request as bars, one per figure of the first round of each engine. Returns an SVG that is readable on
 * light and dark backgrounds.
 */
export function chart({ baselines, rounds }: Results): string {
  const rows: { label: string; figure: Cost; color: string }[] = [
    ...(baselines.nginx === undefined
      ? []
      : [{ label: 'nginx, passing on', figure: baselines.nginx, color: '#8a8f98' }]),
    { label: 'Node, passing on', figure: baselines.node, color: '#8a8f98' },
  ]
  for (const engine of ['postgres', 'pglite'] as const) {
    const first = rounds.find((round) => round.engine === engine)
    for (const figure of first?.figures ?? []) {
      rows.push({
        label: `${figure.what} (${engine})`,
        figure,
        color: engine === 'postgres' ? '#2563eb' : '#0d9488',
      })
    }
  }
  const longest = Math.max(...rows.map(({ figure }) => figure.cpuMicroseconds))
  const scale = (WIDTH - LABEL - 80) / longest
  const bars = rows.map(({ label, figure, color }, index) => {
    const y = 34 + index * ROW
    const width = Math.max(1, figure.cpuMicroseconds * scale).toFixed(1)
    return `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${label}</text><rect x="${LABEL}" y="${y}" width="${width}" height="18" rx="3" fill="${color}"/><text x="${(LABEL + Number(width) + 6).toFixed(1)}" y="${y + 14}">${figure.cpuMicroseconds.toFixed(0)}</text>`
  })
  const height = 44 + rows.length * ROW
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="CPU microseconds per request" font-family="system-ui, sans-serif" font-size="13"><style>text{fill:#57606a}@media(prefers-color-scheme:dark){text{fill:#c9d1d9}}</style><text x="${LABEL}" y="20">CPU µs per request: less is better</text>${bars.join('')}</svg>\n`
}
