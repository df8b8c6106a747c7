import { defineConfig } from 'tsup'

export default defineConfig({
  // The small ones are what every test file needs, which then does not load the reader of recordings.
  entry: ['src/index.ts', 'src/clock.ts', 'src/uuids.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  clean: true,
  // With it tsup rewrites the fields of CommonJS classes, and private ones are then set before the public ones they need.
  splitting: false,
  shims: true,
})
