import { Fragment } from 'react'
import { classNames } from './class-names.ts'
import { keyCaps } from './keys-text.ts'

const tones = {
  plain: 'text-muted border-line-strong bg-n-1',
  inverse: 'text-current border-current/25 opacity-75',
}

/** A key, or keys one after another, as on the keyboard. */
export function Kbd({ keys, tone = 'plain', className }: { keys: string; tone?: keyof typeof tones; className?: string }) {
  return (
    <kbd className={classNames('inline-flex items-center gap-0.5 font-sans max-sm:hidden', className)}>
      {keyCaps(keys).map((caps, step) => (
        <Fragment key={step}>
          {caps.map((cap) => (
            <span key={cap} className={classNames('inline-grid h-[18px] min-w-[18px] place-items-center rounded-sm border px-1 text-[11px] leading-none font-medium', tones[tone])}>{cap}</span>
          ))}
        </Fragment>
      ))}
    </kbd>
  )
}
