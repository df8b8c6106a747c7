import type { Benchmark, Effort } from '../benchmark.ts'
import { plain } from '../contenders/kernel.ts'
import type { Place } from '../contenders/place.ts'
import { socketWrapper } from '../contenders/socket-wrapper.ts'
import { socketwrap, socketwrapInProcess, socketwrapKeeping } from '../contenders/socketwrap.ts'
import { contendersRunning, contenderAt, runScript } from '../measure-program.ts'

/** The start of a program: by another program, by Node, and with `host.run`. */
export function starts({ starts: count }: Effort): Benchmark[] {
  const start = { unit: 'ms', better: 'less', baseline: 'plain', compare: 'difference' } as const
  const target = (contender: string) => ({ contender, to: 'plain', atMost: 0.003 })
  const byNode = (place: Place) => runScript(place, 'spawn.mjs', [count])
  return [
    {
      name: 'spawn',
      contenders: contendersRunning([plain, socketWrapper, socketwrap, socketwrapKeeping], 'spawn', () => [count]),
      metrics: [
        { ...start, name: 'startSeconds', title: 'start and end of a program', targets: [target('socketwrap')] },
      ],
    },
    {
      name: 'node-spawn',
      contenders: [plain, socketWrapper, socketwrap, socketwrapInProcess].map((carrier) =>
        contenderAt(carrier, byNode),
      ),
      metrics: [
        {
          ...start,
          name: 'startSeconds',
          title: 'the same from Node',
          targets: [target('socketwrap'), target('socketwrap-in-process')],
        },
      ],
    },
  ]
}
