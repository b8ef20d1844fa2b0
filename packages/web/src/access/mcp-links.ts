// Links that open an MCP client on the same machine. They contain the URL of this server and no secret.

/** Returns the link by which Cursor adds an MCP server. */
export function getCursorLink(url: string): string {
  const query = new URLSearchParams({ name: 'bulkhead', config: btoa(JSON.stringify({ url })) })
  return `cursor://anysphere.cursor-deeplink/mcp/install?${query}`
}

/** Returns the link by which VS Code adds an MCP server. */
export function getVSCodeLink(url: string): string {
  const server = { name: 'bulkhead', type: 'http', url }
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(server))}`
}
