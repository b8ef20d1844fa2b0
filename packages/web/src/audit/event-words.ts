/** `workspace.tokens_revoked` as words; of a refusal the operation, `deleteWorkspace`. */
export function eventWords(event: string): string {
  const words = event
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\boauth\b/gi, 'OAuth')
}
