import { leave } from './leave.js'

const { jest } = import.meta
jest?.retryTimes(2)

function retried(name, run) {
  if (jest) test(name, run)
  else test(name, { retry: 2 }, run)
}

let tries = 0
retried('stays at last', async () => {
  if (++tries < 3) await leave(30)
})

retried('leaves each time', () => leave(31))
