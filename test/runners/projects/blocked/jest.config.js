const { ON_BLOCKED: onBlocked = 'fail' } = process.env
export default { testEnvironment: 'socketwrap', testEnvironmentOptions: { socketwrap: { onBlocked } }, transform: {} }
