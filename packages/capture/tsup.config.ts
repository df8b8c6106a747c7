import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  clean: true,
  // With it tsup rewrites the fields of CommonJS classes, and private ones are then set before the public ones they need.
  splitting: false,
  shims: true,
})
