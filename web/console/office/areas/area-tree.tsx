import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Area } from '#contract/areas'
import { type Branch, branchesOf, shownOf } from './tree.ts'

interface Props {
  readonly areas: readonly Area[]
  readonly chosenId: string | null
  readonly choose: (id: string) => void
}

/** Every area at its place; what lies below one is shown when it is opened. */
export function AreaTree({ areas, chosenId, choose }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const branches = branchesOf(areas)
  const turn = (id: string): void => {
    const next = new Set(turned)
    if (!next.delete(id)) next.add(id)
    setTurned(next)
  }
  const shown = shownOf(branches, turned, words.trim())
  return (
    <>
      <Input
        type="search"
        aria-label={t('area.filter')}
        placeholder={t('area.filter')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ul className="tree" aria-label={t('area.tree')}>
        {shown.map(({ branch, isOpen }) => (
          <TreeLine
            key={branch.area.id}
            branch={branch}
            isOpen={isOpen}
            isChosen={branch.area.id === chosenId}
            turn={turn}
            choose={choose}
          />
        ))}
      </ul>
    </>
  )
}

interface LineProps {
  readonly branch: Branch
  readonly isOpen: boolean
  readonly isChosen: boolean
  readonly turn: (id: string) => void
  readonly choose: (id: string) => void
}

function TreeLine({ branch: { area, depth, below }, isOpen, isChosen, turn, choose }: LineProps) {
  const { t } = useTranslation()
  return (
    <li style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
      {below > 0 ? (
        <button
          type="button"
          className="tree-turn"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'area.shut' : 'area.open', { name: area.name })}
          onClick={() => turn(area.id)}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      ) : (
        <span className="tree-turn" />
      )}
      <button
        type="button"
        className="tree-name"
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => choose(area.id)}
      >
        <span>{area.name}</span>
        <span className="faint">{t(`area.levels.${area.level}`)}</span>
      </button>
    </li>
  )
}
