import { readFlows } from '@socketwrap/capture'

/** What the clients of a capture have said, a text for each flow. */
export async function readWords(file: string): Promise<string[]> {
  const words: string[] = []
  for await (const { sent } of readFlows(file)) words.push(String(sent))
  return words
}
