const wide =
  /\p{Emoji_Presentation}|[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]/u

/** A character with the marks that stand on it, and how many columns of a terminal it takes. */
export interface Glyph {
  text: string
  columns: 1 | 2
}

export function splitGlyphs(text: string): Glyph[] {
  const glyphs: Glyph[] = []
  for (const character of text) {
    const last = glyphs.at(-1)
    if (last && /[\p{M}\p{Cf}]/u.test(character)) last.text += character
    else glyphs.push({ text: character, columns: wide.test(character) ? 2 : 1 })
  }
  return glyphs
}

/** How many columns of a terminal a text takes. */
export function textWidth(text: string): number {
  return splitGlyphs(text).reduce((sum, { columns }) => sum + columns, 0)
}

/** A text that takes at most so many columns; `cut` stands for what is missing. */
export function fitText(text: string, columns: number, cut: string): string {
  if (textWidth(text) <= columns) return text
  let fitted = ''
  let left = columns - textWidth(cut)
  for (const glyph of splitGlyphs(text)) {
    left -= glyph.columns
    if (left < 0) break
    fitted += glyph.text
  }
  return columns < 1 ? '' : `${fitted.trimEnd()}${cut}`
}

export function padToWidth(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)))
}
