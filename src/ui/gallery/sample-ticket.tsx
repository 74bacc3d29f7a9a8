import { Check, CheckCheck, CornerUpLeft, Ellipsis, Flag, Hand, Mail, Phone, Reply, ShieldCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { AvatarStack } from '../avatar-stack.tsx'
import { Badge } from '../badge.tsx'
import { Button } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { ClockRing } from '../clock-ring.tsx'
import { Composer } from '../composer/composer.tsx'
import { PageHead } from '../frame/page-head.tsx'
import { HtmlFrame } from '../html-frame.tsx'
import { IconButton } from '../icon-button.tsx'
import { OwnerPill } from '../owner-pill.tsx'
import { PriorityMark } from '../priority-mark.tsx'
import { ChangeLine } from '../timeline/change-line.tsx'
import { DayDivider } from '../timeline/day-divider.tsx'
import { EntryCard } from '../timeline/entry-card.tsx'
import { FoldedQuote } from '../timeline/folded-quote.tsx'
import { NotePaper } from '../timeline/note-paper.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { toasts } from '../toast-store.ts'
import { UploadList } from '../upload-list.tsx'
import { anna, ben, clock, ida, maya, now } from './samples.ts'

const mail = { icon: Mail, label: 'Email' }

/** A ticket as it stands open: head, summary, conversation, composer. */
export function SampleTicket({ mode: first, onBack, actions }: { mode: 'reply' | 'note'; onBack?: (() => void) | undefined; actions: ReactNode }) {
  const [mode, setMode] = useState(first)
  const [text, setText] = useState('')
  const [done, setDone] = useState(false)
  return (
    <>
      <PageHead onBack={onBack} title="Charged twice in January" detail="#1042">
        <span className="mr-2 max-sm:hidden"><AvatarStack people={[ben, ida]} label="Viewing" /></span>
        {actions}
      </PageHead>
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <OwnerPill owner={maya} team="Billing" offeredTo={{ person: ida, clock: clock(10, 5) }} onPress={() => {}} />
        <ClockRing clock={clock(220, 25)} label="reply" showText />
        <span className="ml-auto flex items-center gap-3"><PriorityMark priority="high" showWord /><Badge icon={ShieldCheck} tone="good">Verified</Badge></span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="@container border-b border-line bg-n-1">
          <div className="mx-auto grid max-w-[760px] gap-x-8 gap-y-2 px-6 py-3 max-sm:px-4 @lg:grid-cols-[1fr_200px]">
            <div>
              <h2 className="text-meta font-medium text-muted">Summary</h2>
              <p className="mt-0.5 text-ui text-soft-ink">Anna paid 49.00 EUR twice on 12 January. The second payment is a retry after a timeout. She wants the money back before Friday.</p>
            </div>
            <div>
              <h2 className="text-meta font-medium text-muted">Sub-tasks 1 of 2</h2>
              <div className="mt-1 flex flex-col gap-1">
                <Checkbox checked onChange={() => {}}><span className="text-muted line-through">Find both payments</span></Checkbox>
                <Checkbox checked={done} onChange={setDone}>Refund the second one</Checkbox>
              </div>
            </div>
          </div>
        </div>
        <Timeline>
          <DayDivider at={now - 86_400_000} />
          <EntryCard from="customer" author={anna} at={now - 90_000_000} channel={mail} actions={<><IconButton icon={Reply} label="Reply to this" size="small" /><IconButton icon={Ellipsis} label="More" size="small" /></>} attachments={<UploadList uploads={[{ id: '1', name: 'statement-january.pdf', size: 184_000, type: 'application/pdf', url: '#' }, { id: '2', name: 'screenshot.png', size: 1_240_000, type: 'image/png', url: '#' }]} />}>
            <p>Hello,</p>
            <p>I can see two payments of <strong>49.00 EUR</strong> on my statement, both on 12 January. I only ordered one plan and I have only one account.</p>
            <p>Could you please send one of them back before Friday? Our accounting closes the month then.</p>
            <p>Kind regards<br />Anna Keller</p>
            <FoldedQuote label="signature"><p>Acme GmbH · Torstraße 12 · Berlin</p></FoldedQuote>
          </EntryCard>
          <ChangeLine icon={Hand} tone="own" at={now - 86_000_000}>Maya took it from the Billing queue</ChangeLine>
          <EntryCard from="us" author={maya} at={now - 85_500_000} channel={mail} recipients="to Anna" delivery={<><CheckCheck aria-hidden size={13} className="text-good" />Delivered</>}>
            <p>Hello Anna, thank you for the statement. I have found both payments and I am checking why the second one went through. You will hear from me today.</p>
          </EntryCard>
          <DayDivider at={now} />
          <NotePaper author={ben} at={now - 7_200_000} actions={<IconButton icon={Ellipsis} label="More" size="small" />}>
            <p><span data-mention="person" data-id="u-maya">@Maya</span> the second payment is a retry after a timeout on our side, reference <code>pay_8F21</code>. Refund is safe. Anna was told “today”, so please answer before 14:30.</p>
          </NotePaper>
          <ChangeLine icon={Flag} tone="escalate" at={now - 5_400_000}>Maya asked Ida for a decision: refund above 40 EUR</ChangeLine>
          <ChangeLine icon={Check} tone="good" at={now - 5_000_000}>Ida approved the refund</ChangeLine>
          <EntryCard from="customer" author={anna} at={now - 1_500_000} channel={mail}>
            <HtmlFrame title="Message from Anna Keller" html="<p>Any news? I would like to close the month.</p><table cellpadding='6' style='border:1px solid #ddd'><tr><td>12 Jan</td><td align='right'>49.00</td></tr><tr><td>12 Jan</td><td align='right'>49.00</td></tr></table>" />
          </EntryCard>
        </Timeline>
      </div>
      <div className="mx-auto w-full max-w-[760px] shrink-0 px-4 pb-3">
        <Composer
          mode={mode} onModeChange={setMode} to="Anna Keller" channel={mail} value={text} onChange={setText} writing={[ida]}
          onSend={() => { toasts.show({ text: mode === 'note' ? 'Note added' : 'Sending to Anna', undo: () => {} }); setText('') }}
          disabledReason={text ? null : mode === 'note' ? 'Write the note first' : 'Write the reply first'}
          onAttach={() => {}} suggest={async (query) => [ben, ida, maya].filter((one) => one.name.toLowerCase().includes(query.toLowerCase())).map((one) => ({ id: one.id, label: one.name, kind: 'person' as const, detail: one.presence }))}
          tools={<><Button variant="ghost" size="small" icon={Phone}>Call</Button><Button variant="ghost" size="small" icon={CornerUpLeft} shortcut="h">Hand off</Button><Button variant="ghost" size="small" icon={Flag} shortcut="e" className="max-sm:hidden">Escalate</Button></>}
        />
      </div>
    </>
  )
}
