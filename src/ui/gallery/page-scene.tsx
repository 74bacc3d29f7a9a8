import { Page } from '../frame/page-head.tsx'
import { Table } from '../table.tsx'

const rows = [{ team: 'Billing', first: 18, kept: 0.94, open: 128 }, { team: 'Tech', first: 42, kept: 0.81, open: 1310 }, { team: 'Field service', first: 9, kept: 0.98, open: 41 }]

/** A page of figures. */
export function PageScene() {
  return (
    <Page title="Promises kept" lead="Last 30 days. Every number opens the tickets behind it.">
      <Table
        caption="By team" showCaption rows={rows} keyOf={(row) => row.team} sort={{ by: 'first', down: false }} onSort={() => {}} foot={['All', '23', '88', '1,479']}
        columns={[{ id: 'team', head: 'Team', cell: (row) => row.team, sortable: true }, { id: 'first', head: 'First reply, min', figures: true, sortable: true, cell: (row) => <a href="#page" className="hover:underline">{row.first}</a> }, { id: 'kept', head: 'Kept, %', figures: true, cell: (row) => Math.round(row.kept * 100) }, { id: 'open', head: 'Open', figures: true, cell: (row) => row.open.toLocaleString('en') }]}
      />
    </Page>
  )
}
