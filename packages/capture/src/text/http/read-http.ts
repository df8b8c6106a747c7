import { readHead, type HttpMessage } from './http-message.js'
import { readBody, sized } from './read-body.js'

/** What both sides of a connection said in HTTP/1, and from where on they said something else. */
export interface HttpExchanges {
  requests: HttpMessage[]
  /** With interim ones (status 1xx) ahead of the final one that they belong to. */
  responses: HttpMessage[]
  sentEnd: number
  receivedEnd: number
}

const requestLine = /^[!#$%&'*+.^`|~\w-]+ [^ ]+ HTTP\/1\.[01]$/
const statusLine = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/

/** Reads a connection that begins with an HTTP/1 request; undefined when it does not. */
export function readHttp(sent: Buffer, received: Buffer): HttpExchanges | undefined {
  const requests = readRequests(sent)
  if (requests.length === 0) return undefined
  if (received.length > 0 && !readHead(received, 0, statusLine)) return undefined
  const { responses, tunnelAfter } = readResponses(received, requests)
  const spoken = requests.slice(0, tunnelAfter)
  return {
    requests: spoken,
    responses,
    sentEnd: spoken.at(-1)?.end ?? 0,
    receivedEnd: responses.at(-1)?.end ?? 0,
  }
}

function readRequests(bytes: Buffer): HttpMessage[] {
  const requests: HttpMessage[] = []
  for (let begin = 0; ;) {
    const request = readMessage(bytes, begin, requestLine, () => 'framed')
    if (!request) return requests
    requests.push(request)
    begin = request.end
  }
}

function readResponses(bytes: Buffer, requests: readonly HttpMessage[]) {
  const responses: HttpMessage[] = []
  for (let begin = 0, answered = 0; ;) {
    const method = requests[answered]?.startLine.split(' ', 1)[0]
    const response = readMessage(bytes, begin, statusLine, (status) => bodyOf(method, status))
    if (!response) return { responses, tunnelAfter: undefined }
    responses.push(response)
    begin = response.end
    const status = statusOf(response)
    if (!isInterim(status)) answered++
    if (status === 101 || (method === 'CONNECT' && isSuccess(status))) return { responses, tunnelAfter: answered }
  }
}

function bodyOf(method: string | undefined, status: number): 'none' | 'untilClose' {
  const hasNone = status < 200 || status === 204 || status === 304
  return hasNone || method === 'HEAD' || (method === 'CONNECT' && isSuccess(status)) ? 'none' : 'untilClose'
}

function readMessage(
  bytes: Buffer,
  begin: number,
  startLine: RegExp,
  bodyOf: (status: number) => 'none' | 'framed' | 'untilClose',
): HttpMessage | undefined {
  const head = readHead(bytes, begin, startLine)
  if (!head) return undefined
  const kind = bodyOf(statusOf(head))
  const body = kind === 'none' ? sized(bytes, head.end, 0) : readBody(bytes, head, kind === 'untilClose')
  return body && { begin, startLine: head.startLine, headerLines: head.headerLines, ...body }
}

/** The status of a response; 0 of a request. */
export function statusOf({ startLine }: { startLine: string }): number {
  return Number(statusLine.exec(startLine)?.[1] ?? 0)
}

/** Whether a final response is still to come. */
export function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== 101
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
