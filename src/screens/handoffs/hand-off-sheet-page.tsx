import { useNavigate, useSearch } from '@tanstack/react-router'
import { Mail, Printer } from 'lucide-react'
import { use, useState } from 'react'
import { newId } from '../../core/ids.ts'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { HandoffReport } from '../../rooms/handoffs/web/handoff-report.tsx'
import { callHandoffs } from '../../rooms/handoffs/web/handoffs.ts'
import { SheetBoard } from '../../rooms/handoffs/web/sheet-board.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { useActs } from '../../ui/acts.ts'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ReaderContext } from '../../ui/time.tsx'
import { exactTime } from '../../ui/time-text.ts'
import { toasts } from '../../ui/toast-store.ts'
import { atLeast } from '../settings/role.ts'
import { readSheetSearch, type SheetSearch } from './sheet-search.ts'

const all = 'all'

/** The hand-off sheet: one live board of everything that needs attention, to fill in, print and mail; and for leads how handoffs went. */
export function Page() {
  useTitle('Hand-off sheet')
  const navigate = useNavigate()
  const me = useMe()
  const reader = use(ReaderContext)
  const { teams, teamName } = useDirectory()
  const { view, team } = readSheetSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const [mailing, setMailing] = useState(false)
  const go = (search: SheetSearch) => void navigate({ to: '/hand-off-sheet', search, replace: true })
  const mail = async () => {
    if (!team || mailing) return
    setMailing(true)
    try {
      const { mailed } = await callHandoffs('POST /handoff-sheet/mail', { body: { id: newId(), teamId: team } })
      toasts.show(mailed ? { text: `Mailed to ${mailed === 1 ? 'one person' : `${mailed} people`} of ${teamName(team)}` } : { text: 'Nobody was mailed', detail: 'A demo sends no mail, and a team needs members who work tickets.' })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
    setMailing(false)
  }
  const report = view === 'report'
  useActs('Hand-off sheet', report ? [] : [{ id: 'print-sheet', label: 'Print the sheet', icon: Printer, run: () => print() }, ...(team && me.role !== 'collaborator' ? [{ id: 'mail-sheet', label: 'Mail the sheet to the team', icon: Mail, run: () => void mail() }] : [])])
  return (
    <PageBody
      title={<>Hand-off sheet{team && <span className="hidden print:inline"> of {teamName(team)}</span>}</>} width={1080}
      lead={<><span className="print:hidden">Everything that needs attention. What was checked and what comes next stays with the ticket.</span><span className="hidden print:inline">{exactTime(Date.now(), reader)}</span></>}
      actions={
        <>
          <Select label="Team" options={[{ id: all, label: 'All teams' }, ...teams.map((one) => ({ id: one.id, label: one.name }))]} value={team ?? all} onChange={(id) => go({ ...(report ? { view: 'report' as const } : {}), ...(id === all ? {} : { team: id }) })} className="w-44" />
          {!report && <Button icon={Printer} onClick={() => print()}>Print</Button>}
          {!report && me.role !== 'collaborator' && <Button icon={Mail} loading={mailing} disabledReason={team ? null : 'Choose a team to mail it to'} onClick={() => void mail()}>Mail to the team</Button>}
        </>
      }
    >
      {atLeast(me.role, 'lead') && <div data-chrome><Tabs label="What to see" tabs={[{ id: 'sheet' as const, label: 'Sheet' }, { id: 'report' as const, label: 'How handoffs went' }]} value={report ? 'report' : 'sheet'} onChange={(next) => go({ ...(next === 'report' ? { view: 'report' as const } : {}), ...(team ? { team } : {}) })} className="mb-6" /></div>}
      {report ? <HandoffReport teamId={team ?? null} /> : <SheetBoard teamId={team ?? null} />}
    </PageBody>
  )
}
