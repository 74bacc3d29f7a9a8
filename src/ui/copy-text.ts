import { toasts } from './toast-store.ts'

/** Puts words on the clipboard, and answers whether they are there; where the browser refuses, that is said. */
export const copyText = (text: string): Promise<boolean> => copied(text).then(() => true, () => {
  toasts.show({ text: 'The browser did not copy it', detail: 'Select it and copy it by hand.', tone: 'bad' })
  return false
})

/** Browsers give the clipboard to pages on https and localhost alone; elsewhere the old way is taken. */
async function copied(text: string): Promise<void> {
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
