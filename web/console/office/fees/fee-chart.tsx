import { BarChart, type BarSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
} from 'echarts/components'
import { type ComposeOption, type ECharts, init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { TFunction } from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type FeeStatement, PAYERS, type Payer } from '#contract/fees'
import { DAY, NIGHT, type Palette } from '../../../shared/theme/palettes.ts'
import { useTheme } from '../../../shared/theme/theme-mode.ts'
import { paidBy } from './rows.ts'

register([BarChart, GridComponent, LegendComponent, SVGRenderer])

type Option = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption>

/** More bars than these nobody compares; the table below has them all. */
const MOST = 20
const BAR_PX = 34
const REST_PX = 90

/** Who pays how much in which area, the dearest on top. For who cannot see it, the table says the same. */
export function FeeChart({ statement }: { readonly statement: FeeStatement }) {
  const { t } = useTranslation()
  const palette = useTheme(({ daylight }) => (daylight === 'night' ? NIGHT : DAY))
  const box = useRef<HTMLDivElement>(null)
  const bars = dearest(statement)
  const option = optionOf(bars, palette, t)
  useEffect(() => draw(box.current, option), [option])
  const hidden = statement.items.length - bars.length
  return (
    <>
      <div ref={box} role="img" aria-label={t('fees.chart')} style={{ height: bars.length * BAR_PX + REST_PX }} />
      {hidden > 0 ? <p className="faint">{t('fees.chartMost', { count: MOST, hidden })}</p> : null}
    </>
  )
}

type Item = FeeStatement['items'][number]

const sumOf = ({ figures }: Item): number => paidBy(figures, 'government') + paidBy(figures, 'resident')

function dearest({ items }: FeeStatement): readonly Item[] {
  return [...items].sort((a, b) => sumOf(b) - sumOf(a)).slice(0, MOST)
}

/** Names; of two areas of one name also the code. */
function labelsOf(bars: readonly Item[]): string[] {
  const names = bars.map(({ name }) => name)
  return bars.map(({ name, code }) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${code}`))
}

/** Draws, and draws anew when there is more or less room. @returns what takes the drawing away */
function draw(box: HTMLDivElement | null, option: Option): () => void {
  if (!box) return () => undefined
  const chart: ECharts = init(box, null, { renderer: 'svg' })
  chart.setOption(option)
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(box)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}

function optionOf(bars: readonly Item[], palette: Palette, t: TFunction): Option {
  // By its name: what is drawn is measured before it lies in the page, where there is nothing to inherit.
  const { fontFamily } = getComputedStyle(document.body)
  const text = { color: palette.textSoft, fontFamily, fontSize: 14 }
  const series = (payer: Payer): BarSeriesOption => ({
    ...{ type: 'bar', stack: 'all', barMaxWidth: 22, silent: true },
    name: t(`fees.payers.${payer}`),
    // Two that differ in lightness, too, for who does not tell the colours apart.
    itemStyle: { color: payer === 'government' ? palette.primary : palette.warn },
    data: bars.map(({ figures }) => paidBy(figures, payer) / 100),
  })
  return {
    // Nothing here moves on its own.
    animation: false,
    legend: { top: 0, left: 0, textStyle: text, selectedMode: false },
    grid: { top: 36, left: 8, right: 48, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      name: t('fees.unit'),
      nameTextStyle: text,
      axisLabel: { ...text, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: labelsOf(bars),
      axisLabel: { ...text, width: 140, overflow: 'truncate' },
      axisLine: { lineStyle: { color: palette.lineStrong } },
    },
    series: PAYERS.map(series),
  }
}
