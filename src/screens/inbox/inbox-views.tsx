import { Views } from '../../ui/frame/views.tsx'

export function InboxViews() {
  return <Views title="Inbox">{null}</Views>
}
