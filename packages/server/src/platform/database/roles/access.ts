export type Access = 'read only' | 'read write'
