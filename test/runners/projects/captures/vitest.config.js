const environmentOptions = { socketwrap: { captureDirectory: 'out/captures', captureLimitMiB: 1 } }
export default { test: { environment: 'socketwrap', environmentOptions, globals: true } }
