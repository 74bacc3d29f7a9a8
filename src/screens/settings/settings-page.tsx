import { useTitle } from '../../core/web/title.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** Where the settings begin. */
export function Page() {
  useTitle('Settings')
  return <PageBody title="Settings" lead="What is yours, and what everybody here shares.">{null}</PageBody>
}
