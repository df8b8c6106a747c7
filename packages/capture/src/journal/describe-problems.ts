import { nameErrno } from '../name-errno.js'
import type { JournalProblem } from '../types.js'

interface Findings {
  /** Of both files, without their endings. */
  name: string
  /** Program and pid. */
  writer: string
  /** A positive errno value; 0 when the recording did not end early. */
  endedBy: number
  isTruncated: boolean
  tornRecords: number
  lostBytes: number
  hasPayloadFile: boolean
}

/** What was found in the files of one process, in sentences. */
export function describeProblems(found: Findings): JournalProblem[] {
  const { name, writer, endedBy, isTruncated, tornRecords, lostBytes, hasPayloadFile } = found
  const file = `${name}.events`
  const bytesFile = `${name}.bytes`
  const problems: JournalProblem[] = []
  const tell = (code: JournalProblem['code'], message: string) => problems.push({ code, file, message })
  if (endedBy !== 0) tell('RECORDING_ENDED', `The recording of ${writer} ended early, with ${nameErrno(endedBy)}.`)
  if (isTruncated) tell('TRUNCATED', `${file} is cut off within a record; what stands before it was read.`)
  if (tornRecords > 0)
    tell('TORN_RECORD', `${file} has ${tornRecords} places that are no records; what stands around them was read.`)
  if (lostBytes === 0) return problems
  const lost: Pick<JournalProblem, 'code' | 'message'> = hasPayloadFile
    ? {
        code: 'PAYLOAD_LOST',
        message: `${lostBytes} bytes that ${writer} sent are not kept any more, or never were; their number is known.`,
      }
    : {
        code: 'PAYLOAD_MISSING',
        message: `${bytesFile} is not there; of the ${lostBytes} bytes that ${writer} sent only the number is known.`,
      }
  return [...problems, { ...lost, file: bytesFile, lostBytes }]
}
