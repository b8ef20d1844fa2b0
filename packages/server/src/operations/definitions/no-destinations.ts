/** This server copies records nowhere; existing clients ask for where it could. */
export async function readDestinationDefinitions() {
  return { destinations: [] }
}

/** @see readDestinationDefinitions */
export async function readConnectionTemplates() {
  return { data: [] }
}
