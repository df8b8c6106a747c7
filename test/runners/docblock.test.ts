import { expect, test } from 'vitest'
import { runProject, type Runner } from './run-project.ts'

const projects = {
  vitest5: 'projects/docblock-vitest',
  vitest4: 'projects/docblock-vitest',
  jest30: 'projects/docblock-jest',
}

test.for(Object.keys(projects) as Runner[])(
  'a docblock gives one file a network, with options, and no other: %s',
  async (runner) => {
    const { output, passed, failed } = await runProject({ runner, project: projects[runner] })
    expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
  },
)
