/** Times as officers read them. All of China has one time zone, whatever the terminal says. */

import type { Tongue } from '../messages'

const ZONE = 'Asia/Shanghai'

function parts(at: number, tongue: Tongue): Record<string, string> {
  const form = new Intl.DateTimeFormat(tongue === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return Object.fromEntries(form.formatToParts(at).map((p) => [p.type, p.value]))
}

/** `2026-03-05 14:07:09`: sorts as text and reads the same in both languages. */
export function fullTime(iso: string | null | undefined, tongue: Tongue = 'zh'): string {
  if (!iso) return ''
  const p = parts(Date.parse(iso), tongue)
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}:${p['second']}`
}

/** The day in China, as the API writes dates. */
export const dayOf = (at: number): string => fullTime(new Date(at).toISOString()).slice(0, 10)

/** `14:07` today, `03-05 14:07` this year, else with the year. */
export function shortTime(iso: string | null | undefined, now: number, tongue: Tongue = 'zh'): string {
  if (!iso) return ''
  const p = parts(Date.parse(iso), tongue)
  const today = parts(now, tongue)
  const clock = `${p['hour']}:${p['minute']}`
  if (p['year'] !== today['year']) return `${p['year']}-${p['month']}-${p['day']} ${clock}`
  const same = p['month'] === today['month'] && p['day'] === today['day']
  return same ? clock : `${p['month']}-${p['day']} ${clock}`
}

export interface Span {
  late: boolean
  days: number
  hours: number
  minutes: number
  seconds: number
}

/** How far a deadline is away, or how long ago it passed. */
export function spanTo(due: string, now: number): Span {
  const ms = Date.parse(due) - now
  // Round up what is left and down what is gone, so that 0:00 shows for an instant only.
  const total = ms >= 0 ? Math.ceil(ms / 1_000) : Math.floor(-ms / 1_000)
  return {
    late: ms < 0,
    days: Math.floor(total / 86_400),
    hours: Math.floor((total % 86_400) / 3_600),
    minutes: Math.floor((total % 3_600) / 60),
    seconds: total % 60,
  }
}

/** `2天3小时`, `3:04:05`, `4:05`: the two largest parts, to the second below a day. */
export function spanText(span: Span, tongue: Tongue): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  if (span.days > 0) return tongue === 'zh' ? `${span.days}天${span.hours}小时` : `${span.days}d ${span.hours}h`
  if (span.hours > 0) return `${span.hours}:${two(span.minutes)}:${two(span.seconds)}`
  return `${span.minutes}:${two(span.seconds)}`
}

/** How pressing a deadline is: late, nearly (less than a fifth of its time, or ten minutes), or neither. */
export function pressure(due: string | null, now: number, started?: string | null): 'late' | 'soon' | 'calm' {
  if (!due) return 'calm'
  const left = Date.parse(due) - now
  if (left < 0) return 'late'
  const whole = started ? Date.parse(due) - Date.parse(started) : 50 * 60_000
  return left < whole / 5 ? 'soon' : 'calm'
}
