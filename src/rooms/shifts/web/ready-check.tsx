import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLiveState } from '../../../core/web/live.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { askNotifications, browserLacks, hearMicrophone, lineNow, notificationsNow, playTone, type Line } from './ready-probes.ts'

type Result = { state: 'good' | 'bad' | 'open' | 'busy'; say: string; act?: { label: string; run: () => void } }
const signs: Record<Result['state'], LucideIcon> = { good: CircleCheck, bad: CircleAlert, open: CircleDashed, busy: LoaderCircle }
const tones: Record<Result['state'], string> = { good: 'text-good', bad: 'text-late', open: 'text-muted', busy: 'text-muted' }
const spoken: Record<Result['state'], string> = { good: 'Good', bad: 'Needs you', open: 'Not tried', busy: 'Looking' }

/** Whether this workplace is ready for a shift: browser, notifications, microphone and speaker, line, clock. Nothing is sent anywhere. */
export function ReadyCheck() {
  const results = [useBrowser(), useNotifications(), useMicrophone(), useSpeaker(), ...useLine()]
  const bad = results.filter(([, one]) => one.state === 'bad').length
  return (
    <section aria-label="Ready check">
      <p aria-live="polite" className={classNames('mb-2 text-ui', bad ? 'text-late' : 'text-muted')}>{bad === 0 ? 'Nothing stands in the way.' : bad === 1 ? 'One thing needs you.' : `${bad} things need you.`}</p>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
        {results.map(([label, { state, say, act }]) => {
          const Sign = signs[state]
          return (
            <li key={label} className="flex min-h-12 items-center gap-3 px-3 py-2 text-ui">
              <Sign aria-hidden size={18} strokeWidth={1.75} className={classNames('shrink-0', tones[state], state === 'busy' && 'animate-spin')} />
              <div className="min-w-0 flex-1"><p className="font-medium">{label}<span className="sr-only">: {spoken[state]}</span></p><p className="text-meta text-muted">{say}</p></div>
              {act && <Button size="small" onClick={act.run}>{act.label}</Button>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function useBrowser(): [string, Result] {
  const [lacks] = useState(browserLacks)
  return ['Browser', lacks.length ? { state: 'bad', say: `It is too old: it lacks ${lacks.join(', ')}. Update it.` } : { state: 'good', say: 'It can do all that is needed.' }]
}

function useNotifications(): [string, Result] {
  const [now, setNow] = useState(notificationsNow)
  const ask = () => void askNotifications().then(setNow)
  const results: Record<typeof now, Result> = {
    granted: { state: 'good', say: 'You are told also when this tab is in the background.' }, default: { state: 'bad', say: 'Nobody asked yet whether they may be shown.', act: { label: 'Allow', run: ask } },
    denied: { state: 'bad', say: 'They are blocked. Allow them for this site in the browser’s settings, beside the address.' }, none: { state: 'bad', say: 'This browser has none.' },
  }
  return ['Notifications', results[now]]
}

function useMicrophone(): [string, Result] {
  const [now, setNow] = useState<'open' | 'busy' | 'heard' | 'silent' | 'blocked' | 'none'>('open')
  const listen = () => { setNow('busy'); void hearMicrophone().then(setNow, () => setNow('none')) }
  const again = { label: 'Test again', run: listen }
  const results: Record<typeof now, Result> = {
    open: { state: 'open', say: 'Needed for calls only.', act: { label: 'Test', run: listen } }, busy: { state: 'busy', say: 'Say something.' }, heard: { state: 'good', say: 'You were heard.', act: again },
    silent: { state: 'bad', say: 'Nothing was heard. Is it muted, or another one chosen?', act: again }, blocked: { state: 'bad', say: 'It is blocked. Allow it for this site in the browser’s settings, beside the address.', act: again }, none: { state: 'bad', say: 'No microphone was found.', act: again },
  }
  return ['Microphone', results[now]]
}

function useSpeaker(): [string, Result] {
  const [now, setNow] = useState<'open' | 'asked' | 'good' | 'bad'>('open')
  const play = () => void playTone().then(() => setNow('asked'), () => setNow('bad'))
  const results: Record<typeof now, Result> = {
    open: { state: 'open', say: 'Needed for calls, and for sounds.', act: { label: 'Play a sound', run: play } }, asked: { state: 'open', say: 'Did you hear two notes? If not, turn it up and play again.', act: { label: 'I heard it', run: () => setNow('good') } },
    good: { state: 'good', say: 'You hear it.', act: { label: 'Play again', run: play } }, bad: { state: 'bad', say: 'Nothing could be played.', act: { label: 'Play again', run: play } },
  }
  return ['Speaker', results[now]]
}

function useLine(): [string, Result][] {
  const live = useLiveState()
  const [line, setLine] = useState<Line | null | 'failed'>(null)
  const look = () => { setLine(null); void lineNow().then(setLine, () => setLine('failed')) }
  useEffect(look, [])
  const again = { label: 'Look again', run: look }
  if (line === null) return [['Connection', { state: 'busy', say: 'Looking.' }], ['Clock', { state: 'busy', say: 'Looking.' }]]
  if (line === 'failed') return [['Connection', { state: 'bad', say: 'The server cannot be reached.', act: again }], ['Clock', { state: 'open', say: 'Compared when the server is there.' }]]
  const slow = line.roundTripMs > 800
  const skew = Math.round(Math.abs(line.skewMs) / 1000)
  return [
    ['Connection', live === 'lost' ? { state: 'bad', say: 'Changes of others do not arrive: a proxy may hold back the live line.', act: again } : slow ? { state: 'bad', say: `It is slow: an answer takes ${(line.roundTripMs / 1000).toFixed(1)} seconds.`, act: again } : { state: 'good', say: `An answer takes ${line.roundTripMs} milliseconds, changes arrive live.` }],
    ['Clock', skew > 30 ? { state: 'bad', say: `This computer’s clock is ${skew < 120 ? `${skew} seconds` : `${Math.round(skew / 60)} minutes`} ${line.skewMs > 0 ? 'ahead' : 'behind'}: countdowns are off. Let it set itself by the network.`, act: again } : { state: 'good', say: 'It goes right.' }],
  ]
}
