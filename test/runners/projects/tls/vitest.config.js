const tlsKeys = process.env.KEYS === 'no' ? false : undefined
const environmentOptions = { socketwrap: { capture: 'always', tlsKeys } }
export default { test: { environment: 'socketwrap', environmentOptions, globals: true } }
