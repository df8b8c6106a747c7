import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  clean: true,
  splitting: true,
  shims: true,
  // ESM-only, so the CommonJS output has to carry it.
  noExternal: ['execa'],
})
