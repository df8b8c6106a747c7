import { globSync } from 'node:fs'

const generated = /(^|\/)(node_modules|build|dist)(\/|$)/

/** All C sources and headers of the repository. */
export function findCFiles() {
  return globSync('{packages,test,examples}/**/*.{c,h}', { exclude: (file) => generated.test(file) }).sort()
}
