import { setTimeout } from 'node:timers/promises'
import { say } from './say.js'

test('leaves a rejection', async () => {
  await say('leaves a rejection')
  if (!process.env.PASSES) Promise.reject(new Error('nobody catches this'))
  await setTimeout()
})
