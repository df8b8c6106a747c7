import { socketwrap } from './options.js'

export default { testEnvironment: 'socketwrap', testEnvironmentOptions: { socketwrap } }
