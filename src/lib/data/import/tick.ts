/** Told the row that is being read, counted from 1: how a worker knows how far it is. */
export type Tick = (row: number) => void;
