export default { test: { environment: 'socketwrap', globals: true } }
