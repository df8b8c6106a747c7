import { fail, say } from './say.js'

const isJest = Boolean(import.meta.jest)
const failing = isJest ? test.failing : test.fails

test('passes', () => say('passes'))

test('fails in silence', fail)

test.skip('is skipped', async () => {
  await say('is skipped')
  fail()
})

test.todo('is to be done')

test.each([1, 2])('is number %i', async (number) => {
  await say(`is number ${number}`)
  fail()
})

test.concurrent('passes beside another', () => say('passes beside another'))

test.concurrent('fails beside another', async () => {
  await say('fails beside another')
  fail()
})

for (const word of ['first twin', 'second twin'])
  describe('twins', () => {
    test('have one name', async () => {
      await say(word)
      fail()
    })
  })

test('takes too long', async () => {
  await say('takes too long')
  if (!process.env.PASSES) await new Promise(() => {})
}, 500)

test('asserts too little', async () => {
  await say('asserts too little')
  if (!process.env.PASSES) expect.assertions(1)
})

failing('fails as it should', async () => {
  await say('fails as it should')
  throw new Error('this is meant')
})

failing('does not fail as it should', async () => {
  await say('does not fail as it should')
  if (process.env.PASSES) throw new Error('this is meant')
})

describe('afterEach', () => {
  afterEach(fail)
  test('fails', () => say('before afterEach'))
})

describe('beforeAll', () => {
  beforeAll(async () => {
    await say('in beforeAll')
    fail()
  })
  test('fails', () => say('after beforeAll'))
})

describe('afterAll', () => {
  afterAll(async () => {
    await say('in afterAll')
    fail()
  })
  test('fails', () => say('before afterAll'))
})
