import { defineConfig, type Options } from 'tsup'

const common: Options = {
  entry: ['src/index.ts', 'src/cli.ts', 'src/environment/index.ts'],
  target: 'node20',
  platform: 'node',
  splitting: true,
  shims: true,
}

export default defineConfig([
  { ...common, format: 'esm', external: ['execa', 'unixcrypt'] },
  // Why execa: it is the process library that most people know, is well kept and typed, and has no install script; the
  // small ones (tinyexec, nano-spawn) leave input, broken pipes and the end of this process to us. Version 9 is the last
  // one for Node 20. Why unixcrypt: it is small, typed, has no dependency and knows the hashes that crypt(3) verifies.
  // Both are ESM-only, and a test under Jest cannot require that: the CommonJS output carries them.
  { ...common, format: 'cjs', noExternal: ['execa', 'unixcrypt'] },
])
