import { splitGlyphs } from '../text-width.js'

/** What a part of the picture is, for those who colour it. */
export type LadderRole = 'time' | 'host' | 'program' | 'lane' | 'arrow' | 'label' | 'failure'

export type Paint = (text: string, role: LadderRole) => string

/** One line of the picture, written column by column; what is written later covers what was there. */
export class Row {
  readonly #cells: { text: string; role?: LadderRole }[] = []

  constructor(private readonly width: number) {}

  write(column: number, text: string, role: LadderRole): void {
    let at = column
    for (const glyph of splitGlyphs(text)) {
      if (at >= 0 && at + glyph.columns <= this.width) {
        this.#cells[at] = { text: glyph.text, role }
        if (glyph.columns === 2) this.#cells[at + 1] = { text: '', role }
      }
      at += glyph.columns
    }
  }

  toString(paint: Paint): string {
    let line = ''
    for (const { text, role } of this.#runs()) line += role ? paint(text, role) : text
    return line.trimEnd()
  }

  /** Neighbours of the same role, joined. */
  #runs(): { text: string; role?: LadderRole }[] {
    const runs: { text: string; role?: LadderRole }[] = []
    for (const { text, role } of Array.from(this.#cells, (cell) => cell ?? { text: ' ' })) {
      const last = runs.at(-1)
      if (last && last.role === role) last.text += text
      else runs.push({ text, ...(role && { role }) })
    }
    return runs
  }
}
