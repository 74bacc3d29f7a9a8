/** What this workplace can do, looked at from within the browser. */

/** What the browser lacks of what the product needs; none when it is fine. */
export function browserLacks(): string[] {
  const needs: readonly [string, boolean][] = [
    ['live connections', 'WebSocket' in globalThis], ['its colours', globalThis.CSS?.supports('color', 'light-dark(red, blue)') ?? false], ['secure ids', typeof globalThis.crypto?.getRandomValues === 'function'], ['time zones', typeof Intl.supportedValuesOf === 'function'], ['lists that are sorted anew', 'toSorted' in Array.prototype],
  ]
  return needs.filter(([, has]) => !has).map(([name]) => name)
}

export type Allowed = 'granted' | 'denied' | 'default' | 'none'
export const notificationsNow = (): Allowed => ('Notification' in globalThis ? Notification.permission : 'none')
export const askNotifications = async (): Promise<Allowed> => ('Notification' in globalThis ? await Notification.requestPermission() : 'none')

/** Listens for three seconds, on this computer alone. */
export async function hearMicrophone(): Promise<'heard' | 'silent' | 'blocked' | 'none'> {
  if (!navigator.mediaDevices?.getUserMedia) return 'none'
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch (error) {
    return (error as Error).name === 'NotAllowedError' ? 'blocked' : 'none'
  }
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const wave = new Float32Array(analyser.fftSize)
  const until = performance.now() + 3000
  let loudest = 0
  while (performance.now() < until && loudest < 0.02) {
    await new Promise((done) => setTimeout(done, 80))
    analyser.getFloatTimeDomainData(wave)
    for (const one of wave) loudest = Math.max(loudest, Math.abs(one))
  }
  for (const track of stream.getTracks()) track.stop()
  await context.close()
  return loudest >= 0.02 ? 'heard' : 'silent'
}

/** Two soft notes. */
export async function playTone(): Promise<void> {
  const context = new AudioContext()
  await context.resume()
  for (const [at, pitch] of [[0, 660], [0.22, 880]] as const) {
    const [note, volume] = [context.createOscillator(), context.createGain()]
    note.frequency.value = pitch
    volume.gain.setValueAtTime(0, context.currentTime + at)
    volume.gain.linearRampToValueAtTime(0.15, context.currentTime + at + 0.03)
    volume.gain.linearRampToValueAtTime(0, context.currentTime + at + 0.2)
    note.connect(volume).connect(context.destination)
    note.start(context.currentTime + at)
    note.stop(context.currentTime + at + 0.22)
  }
  setTimeout(() => void context.close(), 1000)
}

export interface Line { readonly roundTripMs: number; /** Positive: this computer is ahead of the server. */ readonly skewMs: number }
/** How long the server takes to answer, and how far this computer's clock is from its. */
export async function lineNow(): Promise<Line> {
  const began = performance.now()
  const answer = await fetch('/api/me', { credentials: 'same-origin', cache: 'no-store' })
  const roundTripMs = Math.round(performance.now() - began)
  const said = Date.parse(answer.headers.get('date') ?? '')
  // The header has whole seconds: the middle of one is meant.
  return { roundTripMs, skewMs: Number.isNaN(said) ? 0 : Date.now() - roundTripMs / 2 - (said + 500) }
}
