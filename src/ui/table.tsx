import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Column<Row> = {
  id: string
  /** With the unit: "First reply, min". */
  head: string
  cell: (row: Row) => ReactNode
  /** Figures stand to the right. */
  figures?: boolean
  width?: string
  sortable?: boolean
}

export type TableProps<Row> = {
  /** What the table shows; read aloud, and seen when `showCaption`. */
  caption: string
  showCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort?: { by: string; down: boolean }
  onSort?: (by: string) => void
  onRow?: (row: Row) => void
  /** A last row of sums. */
  foot?: readonly ReactNode[]
  empty?: ReactNode
}

/** On a phone figures are moved sideways; whose they are stays in sight. */
const first = 'first:pl-0 max-sm:first:sticky max-sm:first:left-0 max-sm:first:bg-paper'

/** Rows and figures, aligned. */
export function Table<Row>({ caption, showCaption, columns, rows, keyOf, sort, onSort, onRow, foot, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty
  return (
    <div className="overflow-x-auto" tabIndex={-1}>
      <table className="w-full border-collapse text-ui">
        <caption className={showCaption ? 'pb-2 text-left font-semibold' : 'sr-only'}><span className="sticky left-0">{caption}</span></caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column) => {
              const sorted = sort?.by === column.id
              return (
                <th key={column.id} scope="col" style={{ width: column.width }} aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : undefined} className={classNames('h-8 px-3 text-meta font-medium whitespace-nowrap text-muted last:pr-0', first, column.figures ? 'text-right' : 'text-left')}>
                  {column.sortable && onSort ? (
                    <button type="button" onClick={() => onSort(column.id)} className={classNames('inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink', sorted && 'text-ink')}>
                      {column.head}
                      {sorted && (sort.down ? <ArrowDown aria-hidden size={12} /> : <ArrowUp aria-hidden size={12} />)}
                    </button>
                  ) : column.head}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} onClick={onRow && (() => onRow(row))} className={classNames('border-b border-line', onRow && 'hover:bg-hover')}>
              {columns.map((column) => (
                <td key={column.id} className={classNames('h-9 px-3 py-1.5 last:pr-0', first, column.figures ? 'text-right tabular-nums' : 'text-left')}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr className="font-medium">
              {foot.map((cell, at) => <td key={columns[at]?.id ?? at} className={classNames('h-9 px-3 last:pr-0', first, columns[at]?.figures && 'text-right')}>{cell}</td>)}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
