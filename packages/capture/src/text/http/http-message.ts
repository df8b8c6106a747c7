/** One request or response, with the place that it takes in its stream. */
export interface HttpMessage {
  begin: number
  end: number
  startLine: string
  /** As they were sent, without their line ends. */
  headerLines: string[]
  body: Buffer
  trailerLines: string[]
  /** False when the stream ends inside of the message. */
  isComplete: boolean
}

export interface HttpHead {
  startLine: string
  headerLines: string[]
  /** Where the body begins. */
  end: number
}

const longestHead = 256 * 1024

/** Reads a start line and headers; undefined when they do not stand there, or not all of them. */
export function readHead(bytes: Buffer, begin: number, startLine: RegExp): HttpHead | undefined {
  const window = bytes.subarray(begin, begin + longestHead)
  const length = window.indexOf('\r\n\r\n')
  if (length < 0) return undefined
  const [first = '', ...headerLines] = window.toString('latin1', 0, length).split('\r\n')
  if (!startLine.test(first) || !headerLines.every((line) => /^[!#$%&'*+.^`|~\w-]+:[^\r\n]*$/.test(line)))
    return undefined
  return { startLine: first, headerLines, end: begin + length + 4 }
}

/** The value of a header; of several, joined. */
export function headerValue(headerLines: readonly string[], name: string): string | undefined {
  const values = headerLines
    .filter((line) => line.toLowerCase().startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim())
  return values.length === 0 ? undefined : values.join(', ')
}
