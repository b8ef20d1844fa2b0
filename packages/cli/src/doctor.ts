import { examine } from '@bulkhead/server/main/doctor/doctor'
import type { Call } from '#command/command'
import { printRows, shownBy, write } from '#output/print'
import { printable } from '#output/printable'

/** Examines the installation and prints the findings. @returns 1 if a server would not start or not work. */
export async function doctor(call: Call): Promise<number> {
  const { terminal } = call
  const shown = shownBy(call, ['check', 'status', 'detail'])
  const findings = await examine(terminal.environment)
  if (shown.format === 'table' && shown.fields === undefined) {
    const lines = findings.map(({ check, status, detail }) => `${status.padEnd(8)} ${check}: ${detail}`)
    await write(terminal.stdout, `${lines.map(printable).join('\n')}\n`)
  } else {
    const columns = { check: 'check', status: 'status', detail: 'detail' }
    await printRows(
      terminal,
      findings.map((finding) => ({ ...finding })),
      { ...shown, columns },
    )
  }
  return findings.some(({ status }) => status === 'failed') ? 1 : 0
}
