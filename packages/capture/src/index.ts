export { type AttemptRecord, type Destination, type FailedAttempt, readAttempts } from './failed-attempt.js'
