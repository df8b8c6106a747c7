const socketwrap = JSON.parse(process.env.BAD_OPTIONS)

export default { testEnvironment: 'socketwrap', testEnvironmentOptions: { socketwrap } }
