import { writeFileSync } from 'node:fs'

/** A reporter that writes when each test file ended, in milliseconds, into the file that TIMES_FILE names. */
export default class {
  times = []

  onTestModuleEnd() {
    this.times.push(performance.now())
  }

  onTestRunEnd() {
    writeFileSync(process.env.TIMES_FILE, JSON.stringify(this.times))
  }
}
