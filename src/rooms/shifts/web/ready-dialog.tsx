import { Dialog } from '../../../ui/dialog.tsx'
import { ReadyCheck } from './ready-check.tsx'

/** The ready check by itself, from the menu of one's face. */
export default function ReadyDialog({ onDone }: { onDone: () => void }) {
  return <Dialog open onOpenChange={(open) => !open && onDone()} width="small" title="Is this workplace ready?" description="What a shift needs, looked at here and now."><ReadyCheck /></Dialog>
}
