const environmentOptions = { socketwrap: { capture: 'always' } }
export default { test: { environment: 'socketwrap', environmentOptions, globals: true } }
