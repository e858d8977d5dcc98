import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Pages } from '../../../shared/api/queries.ts'
import { Loading, Trouble } from '../frame/loaded.tsx'

interface Props<T> {
  /** What is listed, for who cannot see the table. */
  readonly label: string
  readonly pages: Pages<T>
  readonly rowKey: (item: T) => string
  readonly columns: TableColumnsType<T>
  /** In place of rows when there are none. */
  readonly empty?: string
}

/** A list as the server cuts it: a page, and a button for the following one. */
export function OfficeList<T extends object>({ label, pages, rowKey, columns, empty }: Props<T>) {
  const { query, items } = pages
  if (query.isPending) return <Loading />
  if (query.isError && items.length === 0) return <Trouble error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="panel office-list" aria-label={label}>
      <Rows label={label} items={items} rowKey={rowKey} columns={columns} {...(empty !== undefined && { empty })} />
      <ListFoot pages={pages} />
    </section>
  )
}

interface RowsProps<T> extends Omit<Props<T>, 'pages'> {
  readonly items: readonly T[]
}

/** A table of what is there already. */
export function Rows<T extends object>({ label, items, rowKey, columns, empty }: RowsProps<T>) {
  const { t } = useTranslation()
  return (
    <Table<T>
      aria-label={label}
      dataSource={[...items]}
      rowKey={rowKey}
      columns={columns}
      pagination={false}
      size="middle"
      locale={{ emptyText: <p className="list-empty">{empty ?? t('list.empty')}</p> }}
    />
  )
}

function ListFoot<T>({ pages: { query, items } }: { readonly pages: Pages<T> }) {
  const { t } = useTranslation()
  const count = items.length
  if (count === 0) return null
  return (
    <div className="list-foot">
      <p className="faint" role="status">
        {t(query.hasNextPage ? 'list.shown' : 'list.all', { count })}
      </p>
      {query.hasNextPage ? (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('list.more')}
        </Button>
      ) : null}
    </div>
  )
}
