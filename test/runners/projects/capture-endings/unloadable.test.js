import { fail, say } from './say.js'

await say('before the first test')
fail()

test('is never run', () => {})
