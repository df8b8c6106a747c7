import { leave } from './leave.js'

await leave(70)
throw new Error('this file cannot be loaded')
