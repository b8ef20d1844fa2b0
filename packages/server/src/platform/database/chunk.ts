/** Maximum number of rows to add or delete per transaction: PGlite blocks the event loop while it works. */
export const CHUNK = 400
