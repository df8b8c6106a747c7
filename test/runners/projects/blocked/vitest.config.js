const { ON_BLOCKED: onBlocked = 'fail' } = process.env
export default { test: { environment: 'socketwrap', environmentOptions: { socketwrap: { onBlocked } }, globals: true } }
