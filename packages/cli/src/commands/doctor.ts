import type { CommandSpec } from '#command/command'

export const commands: readonly CommandSpec[] = [
  {
    words: 'doctor',
    summary: 'Check an installation: settings, key, disk, database, network',
    about:
      'Asks the server that runs in the data directory to examine itself with its own settings. If no server runs there, or if this command has settings other than BULKHEAD_DATA_DIR, reads those as a server would. Tries what a server relies on, one by one, on Postgres down to advisory locks and row security. Starts nothing, and needs no running server. To the targets of backups and exports it writes something empty and removes it, and it changes nothing else. Exit code 1 if a server would not start or not do its work; warnings do not count.\n\nThe public URL is requested from this process; callers elsewhere may reach it in another way.',
    shows: true,
    examples: ['doctor', 'doctor --format json', 'doctor --fields check,status --format text'],
    // Loaded here and not above: help must not wait for the server's modules.
    run: async (call) => (await import('#doctor')).doctor(call),
  },
]
