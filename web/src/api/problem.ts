/** What the server refuses with (RFC 9457), as an exception; `detail` is in the reader's language already. */

export interface FieldProblem {
  field: string
  reason: string
  message: string
}

export interface ProblemDocument {
  title: string
  status: number
  detail: string
  code: string
  request_id: string
  fields?: FieldProblem[]
}

export class Problem extends Error {
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.detail)
    this.document = document
  }

  get status(): number {
    return this.document.status
  }

  get code(): string {
    return this.document.code
  }

  /** The sentence to show: the detail, and each refused field with its reason. */
  sentence(): string {
    const fields = (this.document.fields ?? []).map((f) => (f.field ? `${f.field}：${f.message}` : f.message))
    return [this.document.detail, ...fields].join('；')
  }
}

/** The problem that an answer carries; answers from anything in between (a proxy, say) have none of their own. */
export function problemOf(body: unknown, status: number, fallback: string): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
    return new Problem(body as ProblemDocument)
  }
  return new Problem({ title: '', status, detail: fallback, code: 'page.no_answer', request_id: '' })
}

/** What to tell the reader about any failure. */
export function sentenceOf(error: unknown, fallback: string): string {
  return error instanceof Problem ? error.sentence() : fallback
}
