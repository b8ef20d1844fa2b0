import type { CommandSpec } from '#command/command'

export const commands: readonly CommandSpec[] = [
  {
    words: 'doctor',
    summary: 'Check an installation: settings, key, disk, database, network',
    about:
      'Asks the server that runs in the data directory to examine itself with its own settings. If no server runs there, or if this command has settings other than BULKHEAD_DATA_DIR, reads those as a server would. Tests everything that a server relies on, one by one; on Postgres that includes advisory locks and row security. Starts nothing, and needs no running server. At the targets of backups and exports it writes an empty object and removes it; it changes nothing else. Exit code 1 if a server would not start or not work; warnings do not count.\n\nThe public URL is requested from this process; callers elsewhere may reach it differently.',
    shows: true,
    examples: ['doctor', 'doctor --format json', 'doctor --fields check,status --format text'],
    // Loaded here and not above: help must not wait for the server's modules.
    run: async (call) => (await import('#doctor')).doctor(call),
  },
]
