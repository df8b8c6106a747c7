import { defineConfig, type Options } from 'tsup'

const common: Options = {
  entry: ['src/index.ts', 'src/cli.ts', 'src/environment/index.ts'],
  target: 'node20',
  platform: 'node',
  splitting: true,
  shims: true,
}

export default defineConfig([
  { ...common, format: 'esm', external: ['execa'] },
  // execa is ESM-only, and a test under Jest cannot require that: the CommonJS output carries it.
  { ...common, format: 'cjs', noExternal: ['execa'] },
])
