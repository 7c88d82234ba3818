/** The wall-board's charts: what ECharts is told to draw. Pure; sizes are in pixels. */

import type { Wall } from '../api/model'
import type { ChartOption } from '../parts/ChartBox.vue'
import { heat, PLACES, sumOf, type Split } from './wall'

type Place = Wall['places'][number]

const GOV = '#3f7fd0'
const POLICE = '#c9476a'
const LIT = '#eef2f7'
const DIM = '#a5b0be'
const HEAT = { even: '#4d6f96', warm: '#c08a34', hot: POLICE }
const NUMBERS = 'ui-monospace, "Noto Sans Mono", monospace'

/** Arrivals of each hour, 12345's below 110's, the sum above. */
export function hoursChart(hours: readonly Split[], letters: number): ChartOption {
  const small = { fontSize: letters * 0.78, color: DIM, fontFamily: NUMBERS }
  const bar = { type: 'bar' as const, stack: 'hour', barCategoryGap: '14%' }
  const sum = (n: number): string => String(sumOf(hours[n] ?? { gov: 0, police: 0 }) || '')
  return {
    animation: false,
    grid: { left: 0, right: 0, top: letters * 1.4, bottom: letters * 1.4 },
    xAxis: { type: 'category', data: hours.map((_, n) => String(n)), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...small, interval: 0 } },
    yAxis: { type: 'value', show: false, min: 0, max: ({ max }) => Math.max(1, max) },
    series: [
      { ...bar, data: hours.map((hour) => hour.gov), itemStyle: { color: GOV } },
      { ...bar, data: hours.map((hour) => hour.police), itemStyle: { color: POLICE }, label: { ...small, show: true, position: 'top', formatter: ({ dataIndex }) => sum(dataIndex) } },
    ],
  }
}

/** The busiest places, a line where their usual is; `usual` says it in words. */
export function placesChart(places: readonly Place[], letters: number, usual: (place: Place) => string): ChartOption {
  const rows = Array.from({ length: PLACES }, (_, n) => places[n] ?? null)
  const names = rows.map((_, n) => n)
  const words = { fontSize: letters, color: LIT }
  const axis = { type: 'category' as const, inverse: true, data: names, axisLine: { show: false }, axisTick: { show: false } }
  return {
    animation: false,
    grid: { left: letters * 12, right: letters * 11, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, min: 0, max: ({ max }) => Math.max(1, max) },
    yAxis: [
      { ...axis, axisLabel: { ...words, interval: 0, align: 'left', margin: letters * 12, width: letters * 11.5, overflow: 'truncate', formatter: (_: string, n: number) => rows[n]?.name ?? '—' } },
      {
        ...axis,
        axisLabel: {
          interval: 0,
          formatter: (_: string, n: number) => (rows[n] ? `{count|${rows[n].count}}{usual|${usual(rows[n])}}` : ''),
          rich: {
            count: { fontSize: letters * 1.2, fontWeight: 'bold', color: LIT, fontFamily: NUMBERS, width: letters * 3, align: 'right' },
            usual: { fontSize: letters * 0.85, color: DIM, fontFamily: NUMBERS, padding: [0, 0, 0, letters * 0.7] },
          },
        },
      },
    ],
    series: [
      {
        type: 'bar',
        barWidth: letters * 0.9,
        showBackground: true,
        backgroundStyle: { color: '#1d2835' },
        data: rows.map((place) => ({ value: place?.count ?? 0, itemStyle: { color: HEAT[place ? heat(place.count, place.usual) : 'even'] } })),
      },
      {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [2, letters * 1.3],
        itemStyle: { color: LIT },
        data: rows.flatMap((place, n) => (place && place.usual !== null ? [[place.usual, n]] : [])),
      },
    ],
  }
}
