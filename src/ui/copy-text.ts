/** Puts words on the clipboard. Browsers give the clipboard to pages on https and localhost alone; elsewhere the old way is taken. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text)
  const before = document.activeElement
  const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true })
  area.className = 'sr-only'
  // Inside the dialog one is in, which would take the focus back at once.
  ;(before?.closest('[role=dialog]') ?? document.body).append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!done) throw new Error('The browser did not copy.')
}
