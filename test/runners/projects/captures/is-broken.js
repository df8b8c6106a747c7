export const isBroken = Boolean(process.env.FAILS)
