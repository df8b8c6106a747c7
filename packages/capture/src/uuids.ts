/** For `redact`: ids such as `3f2b8c1e-0d4a-4e6b-9f7a-1c2d3e4f5a6b`. */
export const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
