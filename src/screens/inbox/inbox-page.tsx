import { Outlet } from '@tanstack/react-router'
import { useTitle } from '../../core/web/title.ts'

export function Page() {
  useTitle('Inbox')
  return <><h1 className="sr-only">Inbox</h1><Outlet /></>
}
