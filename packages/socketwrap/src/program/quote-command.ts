/** Writes a command as a shell would take it, for people to read and to paste. */
export function quoteCommand(words: string[]): string {
  return words.map(quoteWord).join(' ')
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  // Easier to read than '\'' where nothing in the word means something inside double quotes.
  if (word.includes("'") && !/["$`\\!]/.test(word)) return `"${word}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}
