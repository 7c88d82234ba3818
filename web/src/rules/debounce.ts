/** Calls that wait for a pause, but never longer than `most`: whoever types without a pause sees answers too. */
export function debounced(call: () => void, pause: number, most: number): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null

  function run(): void {
    timer = undefined
    since = null
    call()
  }
  function soon(): void {
    const now = performance.now()
    since ??= now
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(0, Math.min(pause, since + most - now)))
  }
  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    since = null
  }
  return { soon, stop }
}
