// The stream of news from the server. All scripts of a page share one, and a page that is
// not in sight has none: browsers keep no more than six connections to a server, and the
// seventh tab would wait for ever. Whoever comes back is told how things stand.

/** "page": the number of the newest brief; "status": a Progress; "change": a version. */
export type News = 'page' | 'status' | 'change'

type Listener = (data: string) => void

const names: News[] = ['page', 'status', 'change']

export class Stream {
  private source: EventSource | null = null
  private readonly listeners = new Map<string, Listener[]>()
  private readonly last = new Map<string, string>()

  constructor(private readonly address: string) {
    document.addEventListener('visibilitychange', () => this.follow())
    window.addEventListener('pagehide', () => this.close())
    window.addEventListener('pageshow', () => this.follow())
    this.follow()
  }

  /** Calls f with the data of every event of that name, and at once with the last. */
  on(name: News, f: Listener): void {
    const list = this.listeners.get(name) ?? []
    list.push(f)
    this.listeners.set(name, list)
    const last = this.last.get(name)
    if (last !== undefined) f(last)
  }

  private follow(): void {
    if (document.hidden) {
      this.close()
      return
    }
    if (this.source !== null && this.source.readyState !== EventSource.CLOSED) return
    const source = this.source = new EventSource(this.address)
    for (const name of names) {
      source.addEventListener(name, e => {
        const data = (e as MessageEvent<string>).data
        this.last.set(name, data)
        for (const f of this.listeners.get(name) ?? []) f(data)
      })
    }
  }

  private close(): void {
    this.source?.close()
    this.source = null
  }
}

const shared = window as unknown as { casusStream?: Stream }

/** The page's stream; whoever asks first says from where. */
export function stream(address: string): Stream {
  return shared.casusStream ??= new Stream(address)
}
