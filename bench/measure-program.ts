import { compileProgram } from './compile-program.ts'
import type { Contender } from './benchmark.ts'
import type { Carrier, Place } from './contenders/place.ts'

/** The contender that runs something at a new place of the carrier for each turn. */
export function contenderAt(
  carrier: Carrier,
  measure: (place: Place) => Promise<Record<string, number>>,
  verify?: (place: Place) => Promise<void>,
): Contender {
  const { name, title, absence } = carrier
  return {
    name,
    title,
    ...(absence !== undefined && { absence }),
    measure: () => withPlace(carrier, measure),
    ...(verify && { verify: () => withPlace(carrier, verify) }),
  }
}

/** A program of programs/, whose line of JSON is the turn's result. */
export function contendersRunning(
  carriers: Carrier[],
  program: string,
  argumentsAt: (place: Place) => (string | number)[],
): Contender[] {
  return carriers.map((carrier) => contenderAt(carrier, (place) => runProgram(place, program, argumentsAt(place))))
}

/** Runs a program of programs/ at a place. */
export async function runProgram(
  place: Place,
  program: string,
  args: (string | number)[],
): Promise<Record<string, number>> {
  return JSON.parse(await place.run([await compileProgram(program), ...args.map(String)]))
}

/** The same for a script of node/. */
export async function runScript(
  place: Place,
  script: string,
  args: (string | number)[],
): Promise<Record<string, number>> {
  const file = new URL(`node/${script}`, import.meta.url).pathname
  return JSON.parse(await place.run([process.execPath, file, ...args.map(String)]))
}

async function withPlace<T>(carrier: Carrier, use: (place: Place) => Promise<T>): Promise<T> {
  const place = await carrier.open()
  let result: T
  try {
    result = await use(place)
  } catch (error) {
    await place.close().catch(() => {})
    throw error
  }
  await place.close()
  return result
}
