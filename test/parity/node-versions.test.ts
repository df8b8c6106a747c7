import { expect, test } from 'vitest'
import { findNode } from '../runners/node-versions.ts'
import { findCases } from './case-file.ts'
import { runEntered, runOnKernel, runPreloaded } from './run-case.ts'

const cases = findCases().filter(({ language }) => language === 'mjs')
const nodes = [20, 22, 26].flatMap((major) => findNode(major) ?? [])

/** The Node of the workspace runs them in parity.test.ts. */
for (const node of nodes)
  for (const { id, path } of cases)
    test.concurrent(`${id} on ${node}`, async () => {
      const command = [node, path]
      const kernel = await runOnKernel(command)
      expect(kernel.at(-1)).toBe('the program exits with 0')
      expect(await runPreloaded(command)).toEqual(kernel)
      expect(await runEntered(command)).toEqual(kernel)
    })
