import { useTitle } from '../../core/web/title.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

export function Page() {
  useTitle('Search')
  return <PageBody title="Search">{null}</PageBody>
}
