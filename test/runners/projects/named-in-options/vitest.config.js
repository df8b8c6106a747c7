import { socketwrap } from './options.js'

export default { test: { environment: 'socketwrap', globals: true, environmentOptions: { socketwrap } } }
