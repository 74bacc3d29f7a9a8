/** What the browser itself shows, outside the page. Asked for on a click only; the same tag from several tabs is shown once. */
export type BrowserState = 'missing' | 'ask' | 'allowed' | 'blocked'

export function browserState(): BrowserState {
  if (typeof Notification === 'undefined') return 'missing'
  return Notification.permission === 'granted' ? 'allowed' : Notification.permission === 'denied' ? 'blocked' : 'ask'
}

export async function askBrowser(): Promise<BrowserState> {
  if (browserState() === 'ask') await Notification.requestPermission()
  return browserState()
}

export function browserSays({ tag, title, body, onClick }: { tag: string; title: string; body: string; onClick: () => void }): void {
  if (browserState() !== 'allowed') return
  try {
    const notice = new Notification(title, { tag, body, icon: '/mark.svg' })
    notice.onclick = () => {
      window.focus()
      notice.close()
      onClick()
    }
  } catch {
    // Phones let only service workers speak; the centre has it all the same.
  }
}
