/** Reads server-sent events from bytes (WHATWG HTML, section 9.2.6): pure, so that it can be tested by the piece. */

export interface ServerEvent {
  id: string
  name: string
  data: string
}

export class EventReader {
  private rest = ''
  private id = ''
  private name = ''
  private data: string[] = []

  /** The events that this piece completes. Pieces may be cut anywhere, also between CR and LF. */
  feed(piece: string): ServerEvent[] {
    this.rest += piece
    const held = this.rest.endsWith('\r') ? '\r' : ''
    const lines = this.rest.slice(0, this.rest.length - held.length).split(/\r\n|\r|\n/)
    this.rest = (lines.pop() ?? '') + held
    return lines.flatMap((line) => this.take(line))
  }

  private take(line: string): ServerEvent[] {
    if (line === '') return this.finish()
    if (line.startsWith(':')) return []
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
    if (field === 'id') this.id = value
    else if (field === 'event') this.name = value
    else if (field === 'data') this.data.push(value)
    return []
  }

  private finish(): ServerEvent[] {
    const event = { id: this.id, name: this.name || 'message', data: this.data.join('\n') }
    const empty = this.data.length === 0
    this.name = ''
    this.data = []
    // An event without data is not dispatched, except the ones whose name alone says something.
    return empty && event.name === 'message' ? [] : [event]
  }
}
