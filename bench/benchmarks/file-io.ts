import type { Benchmark, Effort } from '../benchmark.ts'
import { plain } from '../contenders/kernel.ts'
import { socketWrapper } from '../contenders/socket-wrapper.ts'
import { socketwrap, socketwrapKeeping } from '../contenders/socketwrap.ts'
import { contendersRunning } from '../measure-program.ts'

const results = {
  openFileSeconds: 'write and read of an open file',
  newFileSeconds: 'the same, opened and closed each time',
  pipeSeconds: 'write and read of a pipe',
}

export function fileIo({ seconds }: Effort): Benchmark {
  return {
    name: 'file-io',
    contenders: contendersRunning([plain, socketWrapper, socketwrap, socketwrapKeeping], 'file_io', () => [seconds]),
    metrics: Object.entries(results).map(([name, title]) => ({
      name,
      title: `${title}, 1 KiB`,
      unit: 'µs',
      better: 'less',
      baseline: 'plain',
      compare: 'speed',
      targets: [{ contender: 'socketwrap', to: 'plain', atMost: 1.02 }],
    })),
  }
}
