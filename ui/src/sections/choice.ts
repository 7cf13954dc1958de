// What the register of evidence is narrowed to by a link from elsewhere.

import { Cell } from '../state/cell'

export interface Choice { ids: ReadonlySet<string>; label: string }

export const choice = new Cell<Choice | null>(null)

export function choose(c: Choice | null): void {
  choice.set(c)
}
