import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { release } from './claim-verbs.ts'
import { askRelease } from './release-state.ts'
import type { Claim } from './queues.ts'

/** A lead puts back what somebody works on, and says why. */
export function ReleaseDialog({ claim }: { claim: Claim }) {
  const { face } = useDirectory()
  const { now: reason, set: setReason, forget } = useKept(`form.release.${claim.id}`, () => '')
  const name = firstName(face(claim.personId).name)
  return (
    <FormDialog
      width="small" title={`Release #${claim.number} from ${name}`} description={`It goes back to its place in the queue. ${name} is told, and keeps their draft.`}
      act="Release it" disabledReason={reason.trim() ? null : 'Say in a few words why'} onSubmit={async () => { const settled = await release(claim, reason.trim()); if (settled) forget(); return settled }} onClose={() => askRelease(null)}
    >
      <Field label="Why"><TextArea value={reason} maxLength={500} onChange={setReason} /></Field>
    </FormDialog>
  )
}
