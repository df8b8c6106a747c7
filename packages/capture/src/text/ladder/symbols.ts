/** What pictures are drawn with. */
export interface Symbols {
  lane: string
  /** Where an arrow leaves its lane. */
  startRight: string
  startLeft: string
  /** Where an arrow passes a lane. */
  crossing: string
  line: string
  /** The line of what ends a connection. */
  brokenLine: string
  right: string
  left: string
  endRight: string
  endLeft: string
  failed: string
  cut: string
}

export const lineSymbols: Symbols = {
  lane: '│',
  startRight: '├',
  startLeft: '┤',
  crossing: '┼',
  line: '─',
  brokenLine: '╌',
  right: '►',
  left: '◄',
  endRight: '▷',
  endLeft: '◁',
  failed: '╳',
  cut: '…',
}

export const asciiSymbols: Symbols = {
  lane: '|',
  startRight: '|',
  startLeft: '|',
  crossing: '+',
  line: '-',
  brokenLine: '.',
  right: '>',
  left: '<',
  endRight: '>',
  endLeft: '<',
  failed: 'x',
  cut: '~',
}
