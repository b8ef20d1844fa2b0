export function ActivityPage() {
  return null
}
export function WorkspaceActivityPage() {
  return null
}
