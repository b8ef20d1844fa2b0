/** Returns an empty list. This server does not copy records, but existing clients ask for destinations. */
export async function readDestinationDefinitions() {
  return { destinations: [] }
}

/** @see readDestinationDefinitions */
export async function readConnectionTemplates() {
  return { data: [] }
}
