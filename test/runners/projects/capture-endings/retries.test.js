import { fail, say } from './say.js'

const { jest } = import.meta
jest?.retryTimes(2)

function retried(name, run) {
  if (jest) test(name, run)
  else test(name, { retry: 2 }, run)
}

let tries = 0
retried('passes at last', async () => {
  await say(`attempt ${++tries}`)
  if (tries < 3) fail()
})

let others = 0
retried('fails each time', async () => {
  await say(`try ${++others}`)
  fail()
})
