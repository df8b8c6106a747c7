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
  // Why execa: it is the process library that most people know, is well kept and typed, and has no install script; the
  // small ones (tinyexec, nano-spawn) leave input, broken pipes and the end of this process to us. Version 9 is the last
  // one for Node 20. It is ESM-only, and a test under Jest cannot require that: the CommonJS output carries it.
  { ...common, format: 'cjs', noExternal: ['execa'] },
])
