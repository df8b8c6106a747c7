const socketwrap = JSON.parse(process.env.BAD_OPTIONS)

export default { test: { environment: 'socketwrap', globals: true, environmentOptions: { socketwrap } } }
