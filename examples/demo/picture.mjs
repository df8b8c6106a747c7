const bold = (text) => `\x1b[1m${text}\x1b[22m`
const dim = (text) => `\x1b[2m${text}\x1b[22m`
const green = (text) => `\x1b[32m${text}\x1b[39m`

/** Draws a scene: the hosts in one box each, who listens there, and who is connected to whom; then who said what. */
export function drawScene({ hosts, sockets, talks }) {
  const owner = new Map(hosts.flatMap(({ name, addresses }) => addresses.map((address) => [address, name])))
  const boxes = hosts.map((host) =>
    drawHost(
      host,
      sockets.filter((socket) => socket.host === host.name),
      owner,
    ),
  )
  const width = Math.max(...boxes.flat().map(visibleLength))
  return [...boxes.flatMap((lines) => frame(lines, width)), '', ...drawTalks(talks)].join('\n')
}

function drawHost({ name, addresses }, sockets, owner) {
  const listeners = sockets.filter(({ state }) => state === 'listening')
  const links = sockets.filter(({ state, remote }) => state === 'connected' && remote)
  return [
    `${bold(name.padEnd(8))} ${dim(addresses.join('  '))}`,
    ...unique(
      listeners.map(({ program, local }) => `  ${programName(name, program)} ${green(`listens on ${local.port}`)}`),
    ),
    ...unique(
      links.map(
        ({ program, remote }) =>
          `  ${programName(name, program)} ──▶ ${owner.get(remote.address) ?? remote.address}:${remote.port}`,
      ),
    ),
  ]
}

function programName(host, program = '?') {
  return (host === 'test' ? 'the test' : program).padEnd(14)
}

function drawTalks(talks) {
  return talks.map(
    ([host, question, answer]) => `  ${bold(host.padEnd(8))} ${question.padEnd(32)} ${dim('→')} ${green(answer)}`,
  )
}

function frame(lines, width) {
  const edge = '─'.repeat(width + 2)
  return [
    `  ┌${edge}┐`,
    ...lines.map((line) => `  │ ${line}${' '.repeat(width - visibleLength(line))} │`),
    `  └${edge}┘`,
  ]
}

function unique(lines) {
  return [...new Set(lines)]
}

function visibleLength(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\x1b\[\d+m/g, '').length
}
