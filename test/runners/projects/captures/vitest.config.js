const environmentOptions = { socketwrap: { capture: 'on-failure', captureDirectory: 'captures' } }
export default { test: { environment: 'socketwrap', environmentOptions, globals: true } }
