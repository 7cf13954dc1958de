// Short messages, for eyes and for screen readers.

/** Says a text in the page's line for messages, or takes it away. */
export function say(text: string): void {
  const line = document.getElementById('said')
  if (line !== null && line.textContent !== text) line.textContent = text
}

/** How long, in words: "12 s", "3 min". */
export function duration(seconds: number): string {
  return seconds < 90 ? Math.ceil(seconds) + ' s' : Math.round(seconds / 60) + ' min'
}
