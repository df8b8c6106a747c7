import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoteCommand } from '../../packages/socketwrap/src/program/quote-command.js'

test('a command is written so that a shell takes it as it was', () => {
  const words = ['printf', '%s|', '', 'a b', "it's", '"', `'"$HOME"'`, '`id`', '\\', 'x!', "don't!", '--save=', 'ü']
  const output = execFileSync('sh', ['-c', quoteCommand(words)], { encoding: 'utf8' })
  expect(output).toBe(`${words.slice(2).join('|')}|`)
})
